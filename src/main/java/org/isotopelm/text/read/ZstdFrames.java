package org.isotopelm.text.read;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * The frames of a zstd file that hold text, still compressed: without the skippable frames between
 * them (RFC 8878, section 3.1.2), which pzstd writes and the decoder refuses. A file that ends
 * within a frame, or goes on with what is none, is an error.
 */
final class ZstdFrames extends InputStream {
  private static final int FRAME = 0xFD2FB528;
  private static final int SKIPPABLE = 0x184D2A50;
  private static final int[] BYTES_OF_DICTIONARY = {0, 1, 2, 4};
  private static final int[] BYTES_OF_SIZE = {0, 2, 4, 8};

  private final InputStream in;

  /** What was read to find the way, and is still to be handed on; at most a frame's header. */
  private final byte[] head = new byte[18];

  private int headLength;
  private int headAt;

  /** Bytes after the head that are handed on as they come. */
  private long content;

  private boolean insideFrame;
  private boolean checksum;
  private boolean any;

  /**
   * @param in buffered
   */
  ZstdFrames(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (headAt == headLength && content == 0) {
      headAt = 0;
      headLength = 0;
      if (insideFrame) {
        block();
      } else if (!frame()) {
        return -1;
      }
    }
    if (headAt < headLength) {
      int count = Math.min(length, headLength - headAt);
      System.arraycopy(head, headAt, to, offset, count);
      headAt += count;
      return count;
    }
    int count = in.read(to, offset, (int) Math.min(length, content));
    if (count < 0) {
      throw new EOFException();
    }
    content -= count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Reads the header of the next frame of text; false at the end of the file. */
  private boolean frame() throws IOException {
    while (true) {
      int first = in.read();
      if (first < 0 && any) {
        return false;
      }
      int magic = first | take() << 8 | take() << 16 | take() << 24;
      if ((magic & 0xFFFFFFF0) == SKIPPABLE) {
        in.skipNBytes((take() | take() << 8 | take() << 16 | take() << 24) & 0xFFFFFFFFL);
        any = true;
        headLength = 0;
        continue;
      }
      if (magic != FRAME) {
        throw new ZipException(
            any
                ? "the bytes after a frame are not zstd data"
                : "it does not start with the magic number of zstd");
      }
      headLength = 0;
      for (int shift = 0; shift < 32; shift += 8) {
        head[headLength++] = (byte) (magic >> shift);
      }
      header(take());
      return true;
    }
  }

  private void header(int descriptor) throws IOException {
    boolean single = (descriptor & 32) != 0;
    int size = descriptor >> 6;
    int more =
        (single ? 0 : 1)
            + BYTES_OF_DICTIONARY[descriptor & 3]
            + (single && size == 0 ? 1 : BYTES_OF_SIZE[size]);
    for (int i = 0; i < more; i++) {
      take();
    }
    checksum = (descriptor & 4) != 0;
    insideFrame = true;
    any = true;
  }

  private void block() throws IOException {
    int header = take() | take() << 8 | take() << 16;
    boolean runLength = (header >> 1 & 3) == 1;
    boolean last = (header & 1) != 0;
    content = (runLength ? 1L : header >> 3) + (last && checksum ? 4 : 0);
    insideFrame = !last;
  }

  /** Reads a byte and keeps it in the head. */
  private int take() throws IOException {
    int found = in.read();
    if (found < 0) {
      throw new EOFException();
    }
    head[headLength++] = (byte) found;
    return found;
  }
}
