package org.isotopelm.model.ngram.arpa;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.ngram.NgramSizes;
import org.isotopelm.text.read.TextFile;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file and the fields of each: what stands between blanks and tabs. Line ends may be
 * those of Windows.
 */
final class ArpaLines implements AutoCloseable {
  private static final int LONGEST_LINE = 1 << 20;

  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  /** A probability, words, a back-off weight, and one more, which is too many. */
  private static final int MOST_FIELDS = NgramSizes.MOST_ORDERS + 3;

  private final String name;
  private final InputStream in;
  private byte[] buffer = new byte[1 << 16];

  /** Where the line begins and ends, where the next one begins, and where the bytes end. */
  private int begin;

  private int end;
  private int next;
  private int limit;

  private int number;
  private int fields;
  private final int[] fieldBegins = new int[MOST_FIELDS];
  private final int[] fieldEnds = new int[MOST_FIELDS];

  ArpaLines(Path file) {
    name = file.toString();
    try {
      in = TextFile.Compression.of(name).open(file);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Goes to the next line; false after the last one. */
  boolean next() {
    begin = next;
    int length = 0;
    do {
      for (; begin + length < limit; length++) {
        if (buffer[begin + length] == '\n') {
          take(length, 1);
          return true;
        }
      }
    } while (fill());
    take(length, 0);
    return length > 0;
  }

  private void take(int length, int lineEnd) {
    number++;
    end = begin + length;
    next = end + lineEnd;
    fields = 0;
    for (int at = begin + byteOrderMark(); at < end && fields < MOST_FIELDS; at++) {
      if (!isBlank(buffer[at])) {
        fieldBegins[fields] = at;
        while (at < end && !isBlank(buffer[at])) {
          at++;
        }
        fieldEnds[fields++] = at;
      }
    }
  }

  /** Bytes of the mark that some editors write at the beginning of a file of UTF-8. */
  private int byteOrderMark() {
    boolean marked =
        number == 1
            && Arrays.equals(
                buffer, begin, Math.min(end, begin + MARK.length), MARK, 0, MARK.length);
    return marked ? MARK.length : 0;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  /** Reads more of the line, which moves to the front of the buffer; false at the end. */
  private boolean fill() {
    System.arraycopy(buffer, begin, buffer, 0, limit - begin);
    limit -= begin;
    begin = 0;
    if (limit == LONGEST_LINE) {
      number++;
      throw problem(
          String.format(
              Locale.ROOT,
              "the line has more than %,d bytes; an ARPA file is text with one n-gram a line",
              LONGEST_LINE));
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * limit);
    }
    try {
      int count = in.read(buffer, limit, buffer.length - limit);
      limit += Math.max(0, count);
      return count > 0;
    } catch (IOException e) {
      number++;
      throw unreadable(e);
    }
  }

  /** Reads what is left without a look at it: damage of compressed data shows at its end. */
  void skipRest() {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** 1-based number of the line. */
  int number() {
    return number;
  }

  /** The line without blanks around it. */
  String text() {
    return fields == 0
        ? ""
        : new String(buffer, fieldBegins[0], trimmedEnd() - fieldBegins[0], StandardCharsets.UTF_8);
  }

  private int trimmedEnd() {
    int last = end;
    while (isBlank(buffer[last - 1])) {
      last--;
    }
    return last;
  }

  boolean isBlank() {
    return fields == 0;
  }

  /** Whether the line begins with a backslash, as headings do. */
  boolean isHeading() {
    return fields > 0 && buffer[fieldBegins[0]] == '\\';
  }

  /** Number of fields; if there are too many for an n-gram of any order, only some are counted. */
  int fields() {
    return fields;
  }

  byte[] buffer() {
    return buffer;
  }

  int fieldBegin(int field) {
    return fieldBegins[field];
  }

  int fieldEnd(int field) {
    return fieldEnds[field];
  }

  /** A field as text. */
  String field(int field) {
    return new String(
        buffer, fieldBegins[field], fieldEnds[field] - fieldBegins[field], StandardCharsets.UTF_8);
  }

  /** A field as a number; NaN if it is none. */
  double number(int field) {
    return ArpaNumber.parse(buffer, fieldBegins[field], fieldEnds[field]);
  }

  /** An error at the line. */
  ProblemException problem(String message) {
    return problem(number, message, null);
  }

  /** An error at an earlier line. */
  ProblemException problem(int line, String message) {
    return problem(line, message, null);
  }

  private ProblemException problem(int line, String message, @Nullable Throwable cause) {
    return new ProblemException(
        ExitCode.DATA, List.of(new Problem(name, line, 1, null, message)), cause);
  }

  private ProblemException unreadable(IOException e) {
    return problem(
        number,
        switch (e) {
          case EOFException cut -> "the file ends within its compressed data; copy it again";
          case ZipException damaged -> "damaged gzip data: " + e.getMessage() + "; copy it again";
          default -> "cannot be read: " + FileReason.of(e);
        },
        e);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
