package org.isotopelm.text.read;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;

/** The bytes of a document while it is read, with the place in the file where they began. */
final class TextBuffer {
  /**
   * An array holds no more; and with its text, its tokens and their copies a document takes some
   * eight times its bytes.
   */
  static final int MOST = (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 8);

  private final String file;
  private final int most;
  private byte[] bytes = new byte[1 << 12];
  private int length;
  private long line;
  private long offset;

  /**
   * @param most bytes that a document may have
   */
  TextBuffer(String file, int most) {
    this.file = file;
    this.most = most;
  }

  /** Empties it; what follows begins at this 1-based line and 0-based byte of the file. */
  void begin(long atLine, long atOffset) {
    length = 0;
    line = atLine;
    offset = atOffset;
  }

  void append(byte[] source, int from, int count) {
    if (count > most - length) {
      throw problem(
          line,
          1,
          String.format(
              Locale.ROOT,
              "the document that starts here has more than %,d bytes, which is the limit for a memory of %d MB; set data.documents to line or blank-line, cut the file, or give more memory, such as ISOTOPE_OPTS=-Xmx8g",
              most,
              Runtime.getRuntime().maxMemory() >> 20));
    }
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(2L * length, length + count)));
    }
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  byte at(int index) {
    return bytes[index];
  }

  int length() {
    return length;
  }

  long line() {
    return line;
  }

  void truncate(int newLength) {
    length = newLength;
  }

  /** Drops a line end, if it ends in one. */
  void stripLineEnd() {
    if (length > 0 && bytes[length - 1] == '\n') {
      length--;
      if (length > 0 && bytes[length - 1] == '\r') {
        length--;
      }
    }
  }

  /** Whether the bytes from this index on are white space only. */
  boolean blankFrom(int index) {
    for (int i = index; i < length; i++) {
      if (!isBlank(bytes[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  /** The bytes as text. */
  String text(OnError onError) {
    return text(0, length, onError);
  }

  /** The bytes [from, to) as text. */
  String text(int from, int to, OnError onError) {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    // The constructor replaces what is malformed: only a text with a replacement needs a closer
    // look.
    if (onError == OnError.FAIL && text.indexOf('\uFFFD') >= 0) {
      requireWellFormed();
    }
    return text;
  }

  /**
   * Where to cut in [least, most]: behind the last blank that is one byte, or else before the last
   * character that begins there.
   */
  int cut(int least, int most) {
    for (int i = most; i > least; i--) {
      if (isBlank(bytes[i - 1])) {
        return i;
      }
    }
    int at = most;
    while (at > least && (bytes[at] & 0xC0) == 0x80) {
      at--;
    }
    return at > least ? at : most;
  }

  /** Drops the bytes before this index. */
  void drop(int from) {
    for (int i = 0; i < from; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    System.arraycopy(bytes, from, bytes, 0, length - from);
    length -= from;
    offset += from;
  }

  /** An error at a line of the file; column 1-based, 0 if unknown. */
  ProblemException problem(long atLine, int column, String message) {
    int number = (int) Math.min(atLine, Integer.MAX_VALUE);
    return new ProblemException(
        ExitCode.DATA, List.of(new Problem(file, number, column, null, message)), null);
  }

  private void requireWellFormed() {
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
    CharBuffer out = CharBuffer.allocate(length);
    var result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(in, out, true);
    if (!result.isError()) {
      return;
    }
    int at = in.position();
    int lineStart = 0;
    long atLine = line;
    for (int i = 0; i < at; i++) {
      if (bytes[i] == '\n') {
        lineStart = i + 1;
        atLine++;
      }
    }
    int column = new String(bytes, lineStart, at - lineStart, StandardCharsets.UTF_8).length() + 1;
    throw problem(
        atLine,
        column,
        String.format(
            Locale.ROOT,
            "byte 0x%02x at byte offset %d is not UTF-8; convert the file, or set data.on_error: replace",
            bytes[at] & 0xff,
            offset + at));
  }
}
