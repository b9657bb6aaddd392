package org.isotopelm.text.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The text of a gzip file (RFC 1952): of all its members, one after another. {@link
 * java.util.zip.GZIPInputStream} ends in silence at a later member that is damaged; here it is an
 * error, as are bytes between members. Zeros may follow the last, which archivers put there.
 */
final class GzipMembers extends InflaterInputStream {
  private static final int CHECKSUM_OF_HEADER = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final CRC32 checksum = new CRC32();

  /** Where the next byte outside the compressed data stands in {@code buf}. */
  private int next;

  private int member = 1;
  private boolean ended;

  GzipMembers(InputStream in) throws IOException {
    super(in, new Inflater(true), 1 << 16);
    if (!begin()) {
      throw new EOFException("no member");
    }
  }

  @Override
  public int read(byte[] text, int offset, int length) throws IOException {
    while (!ended && length > 0) {
      int count = super.read(text, offset, length);
      if (count > 0) {
        checksum.update(text, offset, count);
        return count;
      }
      end();
      member++;
      ended = !begin();
    }
    return ended ? -1 : 0;
  }

  @Override
  public int available() {
    return ended ? 0 : 1;
  }

  @Override
  public void close() throws IOException {
    inf.end();
    super.close();
  }

  /** Reads a member's header; false where no member follows. */
  private boolean begin() throws IOException {
    int first = raw();
    if (first <= 0 && member > 1) {
      requireZeros(first);
      return false;
    }
    if (first < 0) {
      return false;
    }
    if (first != 0x1f || byteOf() != 0x8b) {
      throw junk();
    }
    if (byteOf() != 8) {
      throw new ZipException("member " + member + " is compressed by an unknown method");
    }
    int flags = byteOf();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("the header of member " + member + " is damaged");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(byteOf() | byteOf() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & CHECKSUM_OF_HEADER) != 0) {
      skip(2);
    }
    checksum.reset();
    inf.reset();
    inf.setInput(buf, next, len - next);
    return true;
  }

  /** Compares a member's checksum and length with what was read. */
  private void end() throws IOException {
    next = len - inf.getRemaining();
    long size = inf.getBytesWritten() & 0xffffffffL;
    if (fourBytes() != checksum.getValue() || fourBytes() != size) {
      throw new ZipException("the checksum of member " + member + " is wrong");
    }
  }

  private void requireZeros(int first) throws IOException {
    for (int b = first; b >= 0; b = raw()) {
      if (b != 0) {
        throw junk();
      }
    }
  }

  private ZipException junk() {
    return new ZipException(
        member == 1
            ? "it does not start with the magic number of gzip"
            : "the bytes after member " + (member - 1) + " are not gzip data");
  }

  private void skipText() throws IOException {
    while (byteOf() != 0) {}
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      byteOf();
    }
  }

  private long fourBytes() throws IOException {
    return byteOf() | byteOf() << 8 | byteOf() << 16 | (long) byteOf() << 24;
  }

  private int byteOf() throws IOException {
    int found = raw();
    if (found < 0) {
      throw new EOFException();
    }
    return found;
  }

  /** The next byte of the file; -1 at its end. */
  private int raw() throws IOException {
    if (next == len) {
      next = 0;
      len = Math.max(0, in.read(buf, 0, buf.length));
    }
    return next < len ? buf[next++] & 0xff : -1;
  }
}
