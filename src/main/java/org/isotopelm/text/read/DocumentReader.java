package org.isotopelm.text.read;

import java.io.IOException;

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
    buffer = new TextBuffer(file, TextBuffer.MOST);
  }

  void read(TextFile file) throws IOException {
    switch (file.format()) {
      case TEXT -> {
        switch (file.documents()) {
          case FILE -> readWhole();
          case LINE -> readLines();
          case BLANK_LINE -> readParagraphs();
          case PASSAGE -> readPassages();
        }
      }
      case JSONL -> readRecords(new JsonRecord(file.field(), file.group(), onError));
      case TSV -> readRecords(ColumnsRecord.tabSeparated(file.field(), file.group()));
      case CSV -> readQuoted(ColumnsRecord.commaSeparated(file.field(), file.group()));
    }
  }

  /** Hands the records of a file to another reader. */
  void readRecords(TextFile file, RecordReader records) throws IOException {
    if (file.format() == Format.CSV) {
      readQuoted(records);
    } else {
      readRecords(records);
    }
  }

  /** The whole file is one document, its last line end included; an empty file has none. */
  private void readWhole() throws IOException {
    begin();
    while (lines.appendTo(buffer)) {}
    if (buffer.length() > 0) {
      sink.accept(buffer.text(onError), null);
    }
  }

  /** Every line is a document, empty ones too. */
  private void readLines() throws IOException {
    while (nextLine()) {
      if (!sink.accept(buffer.text(onError), null)) {
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
        if (!sink.accept(buffer.text(onError), null)) {
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

  /**
   * Documents end at the first blank line behind so many bytes; without a blank line for as many
   * bytes again, at the end of a line; and without that for as many bytes again, within the line.
   */
  private void readPassages() throws IOException {
    begin();
    while (true) {
      int before = buffer.length();
      boolean more = lines.appendTo(buffer);
      boolean blank = buffer.blankFrom(before);
      if (!blank && !acceptPieces()) {
        return;
      }
      if (blank && before == 0) {
        begin();
      } else if (endsPassage(before, blank) || !more) {
        stripBlankLines();
        if (!sink.accept(buffer.text(onError), null)) {
          return;
        }
        begin();
      }
      if (!more) {
        return;
      }
    }
  }

  /** Hands over passages of a line that is longer than a passage may be, but for its end. */
  private boolean acceptPieces() {
    int from = 0;
    while (buffer.length() - from > 3 * Documents.PASSAGE_BYTES) {
      int to = buffer.cut(from + 2 * Documents.PASSAGE_BYTES, from + 3 * Documents.PASSAGE_BYTES);
      if (!sink.accept(buffer.text(from, to, onError), null)) {
        return false;
      }
      from = to;
    }
    buffer.drop(from);
    return true;
  }

  private boolean endsPassage(int before, boolean blank) {
    return blank
        ? before >= Documents.PASSAGE_BYTES
        : buffer.length() >= 2 * Documents.PASSAGE_BYTES;
  }

  /** The blank lines at its end, and the last line's end. */
  private void stripBlankLines() {
    int end = buffer.length();
    while (end > 0 && buffer.blankFrom(end - 1)) {
      end--;
    }
    buffer.truncate(end);
  }

  /** Every line is a record, and one of its fields is the document; blank lines are skipped. */
  private void readRecords(RecordReader records) throws IOException {
    while (nextLine()) {
      if (buffer.blankFrom(0)) {
        continue;
      }
      if (!records.read(buffer.text(onError), buffer, sink)) {
        return;
      }
    }
  }

  /** Records whose quoted fields may go over several lines; blank lines between them are none. */
  private void readQuoted(RecordReader records) throws IOException {
    while (nextQuoted()) {
      if (!buffer.blankFrom(0) && !records.read(buffer.text(onError), buffer, sink)) {
        return;
      }
    }
  }

  private boolean nextQuoted() throws IOException {
    begin();
    QuoteState quotes = new QuoteState();
    int from = 0;
    while (lines.appendTo(buffer)) {
      quotes.pass(buffer, from);
      from = buffer.length();
      if (!quotes.open()) {
        buffer.stripLineEnd();
        return true;
      }
    }
    if (quotes.open()) {
      throw buffer.problem(
          buffer.line(),
          1,
          "a field of the record that starts here opens a quote and never closes it; close the quote, or set data.format to the format of the file");
    }
    return false;
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
