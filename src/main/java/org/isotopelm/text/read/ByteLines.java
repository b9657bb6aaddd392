package org.isotopelm.text.read;

import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream of UTF-8 bytes into lines and keeps count of lines and bytes. */
final class ByteLines {
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long line = 1;
  private long offset;

  /** Drops a byte order mark. */
  ByteLines(InputStream in) throws IOException {
    this.in = in;
    limit = Math.max(0, in.readNBytes(buffer, 0, buffer.length));
    if (limit >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      position = 3;
      offset = 3;
    }
  }

  /** 1-based number of the line that comes next. */
  long line() {
    return line;
  }

  /** 0-based byte of the file where it begins. */
  long offset() {
    return offset;
  }

  /** Appends the next line with its end; false when there is none. */
  boolean appendTo(TextBuffer text) throws IOException {
    long before = offset;
    while (position < limit || fill()) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      boolean whole = end < limit;
      int count = end - position + (whole ? 1 : 0);
      text.append(buffer, position, count);
      position += count;
      offset += count;
      if (whole) {
        line++;
        return true;
      }
    }
    return offset > before;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }
}
