package org.isotopelm.model.ngram;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The memory of a table.
 *
 * @param unigrams [V] double
 * @param inner nodes that can be contexts, and one more, whose first child ends the last one's
 * @param leaves nodes of the highest order
 * @param index {@link ChildIndex}; empty while the table is filled
 */
record NgramSegments(
    MemorySegment unigrams, MemorySegment inner, MemorySegment leaves, MemorySegment index) {
  static NgramSegments inMemory(NgramSizes sizes) {
    MemorySegment all = Arena.ofAuto().allocate(bytes(sizes), Double.BYTES);
    return of(all, sizes);
  }

  /**
   * In a new file, which may be larger than memory. It is written once, because where the disk is
   * full a write into the memory of a file ends the program.
   */
  static NgramSegments inFile(NgramSizes sizes, Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
      for (long left = bytes(sizes); left > 0; ) {
        zeros.position(0).limit((int) Math.min(left, zeros.capacity()));
        left -= channel.write(zeros);
      }
      return of(
          channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes(sizes), Arena.ofAuto()), sizes);
    }
  }

  private static NgramSegments of(MemorySegment all, NgramSizes sizes) {
    long unigrams = unigramBytes(sizes);
    long inner = innerBytes(sizes);
    return new NgramSegments(
        all.asSlice(0, unigrams),
        all.asSlice(unigrams, inner),
        all.asSlice(unigrams + inner, leafBytes(sizes)),
        MemorySegment.NULL);
  }

  NgramSegments withIndex(MemorySegment other) {
    return new NgramSegments(unigrams, inner, leaves, other);
  }

  private static long bytes(NgramSizes sizes) {
    return unigramBytes(sizes) + innerBytes(sizes) + leafBytes(sizes);
  }

  static long unigramBytes(NgramSizes sizes) {
    return (long) sizes.vocabulary() * Double.BYTES;
  }

  static long innerBytes(NgramSizes sizes) {
    return (sizes.contexts() + 1L) * NgramTable.INNER;
  }

  static long leafBytes(NgramSizes sizes) {
    return (long) (sizes.nodes() - sizes.contexts()) * NgramTable.LEAF;
  }
}
