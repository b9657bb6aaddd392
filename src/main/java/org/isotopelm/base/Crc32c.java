package org.isotopelm.base;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/** The checksum of our binary files. */
public final class Crc32c {
  /** A byte buffer holds no more than an int can count. */
  private static final long BLOCK = 1 << 30;

  private Crc32c() {}

  /** The CRC-32C of all bytes of a segment. */
  public static long of(MemorySegment segment) {
    CRC32C checksum = new CRC32C();
    for (long at = 0; at < segment.byteSize(); at += BLOCK) {
      long size = Math.min(BLOCK, segment.byteSize() - at);
      checksum.update(segment.asSlice(at, size).asByteBuffer());
    }
    return checksum.getValue();
  }
}
