package org.isotopelm.text;

import java.io.IOException;
import org.isotopelm.text.DataSpec.OnError;

/** Cuts one file into documents. */
final class DocumentReader {
  private final ByteLines lines;
  private final OnError onError;
  private final DocumentSink sink;
  private final TextBuffer buffer;

  DocumentReader(String file, ByteLines lines, OnError onError, DocumentSink sink) {
    this.lines = lines;
    this.onError = onError;
    this.sink = sink;
    buffer = new TextBuffer(file);
  }

  void read(TextFile file) throws IOException {
    switch (file.format()) {
      case TEXT -> {
        switch (file.documents()) {
          case FILE -> readWhole();
          case LINE -> readLines();
          case BLANK_LINE -> readParagraphs();
        }
      }
      case JSONL -> readRecords(new JsonField(file.field(), onError));
      case TSV -> readRecords(new Column(file.field()));
    }
  }

  /** The whole file is one document, its last line end included; an empty file has none. */
  private void readWhole() throws IOException {
    begin();
    while (lines.appendTo(buffer)) {}
    if (buffer.length() > 0) {
      sink.accept(buffer.text(onError));
    }
  }

  /** Every line is a document, empty ones too. */
  private void readLines() throws IOException {
    while (nextLine()) {
      if (!sink.accept(buffer.text(onError))) {
        return;
      }
    }
  }

  /** Documents are runs of lines that are not blank, without the last line's end. */
  private void readParagraphs() throws IOException {
    begin();
    while (true) {
      int before = buffer.length();
      boolean more = lines.appendTo(buffer);
      boolean blank = buffer.blankFrom(before);
      if (blank && before > 0) {
        buffer.truncate(before);
        buffer.stripLineEnd();
        if (!sink.accept(buffer.text(onError))) {
          return;
        }
      }
      if (blank) {
        begin();
      }
      if (!more) {
        return;
      }
    }
  }

  /** Every line is a record, a field of which is the document; blank lines are none. */
  private void readRecords(RecordField field) throws IOException {
    while (nextLine()) {
      if (buffer.blankFrom(0)) {
        continue;
      }
      String text = field.of(buffer.text(onError), buffer);
      if (text != null && !sink.accept(text)) {
        return;
      }
    }
  }

  private boolean nextLine() throws IOException {
    begin();
    boolean found = lines.appendTo(buffer);
    buffer.stripLineEnd();
    return found;
  }

  private void begin() {
    buffer.begin(lines.line(), lines.offset());
  }
}
