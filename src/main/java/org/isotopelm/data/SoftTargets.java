package org.isotopelm.data;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.isotopelm.base.Crc32c;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.ProblemException;

/**
 * What another model expects at each target of a split: its K most probable tokens and their
 * probabilities (the soft targets of Hinton et al. 2015, "Distilling the knowledge in a neural
 * network"). What they lack to 1 is the probability of all other tokens together.
 *
 * <p>A memory-mapped file, little-endian:
 *
 * <pre>
 * header   magic (16 bytes), version, K
 * targets  for each: K ids (4 bytes each, ascending), K probabilities (float)
 * footer   targets, CRC-32C of all before it
 * </pre>
 *
 * <p>Immutable; any number of threads may read one.
 */
public final class SoftTargets {
  private static final byte[] MAGIC = "ISOTOPE-TARGETS\n".getBytes(StandardCharsets.US_ASCII);

  /** Of the format; a part of the name under which such a file is kept. */
  public static final int VERSION = 1;

  private static final int HEADER = MAGIC.length + 2 * Integer.BYTES;
  private static final int FOOTER = 2 * Long.BYTES;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment segment;
  private final int top;
  private final long count;

  private SoftTargets(MemorySegment segment, int top, long count) {
    this.segment = segment;
    this.top = top;
    this.count = count;
  }

  /** K. */
  public int top() {
    return top;
  }

  /** Number of targets. */
  public long count() {
    return count;
  }

  /**
   * Copies what is expected at a target.
   *
   * @param target its number in the order of {@link TargetStream}
   * @param ids receives K ids from {@code at} on, ascending
   * @param probabilities receives theirs
   */
  public void copy(long target, int[] ids, float[] probabilities, int at) {
    long from = HEADER + target * width(top);
    long values = from + (long) top * Integer.BYTES;
    for (int k = 0; k < top; k++) {
      ids[at + k] = segment.get(INT, from + (long) k * Integer.BYTES);
      probabilities[at + k] = segment.get(FLOAT, values + (long) k * Float.BYTES);
    }
  }

  private static long width(int top) {
    return (long) top * (Integer.BYTES + Float.BYTES);
  }

  /**
   * Maps a file and verifies its checksum.
   *
   * @throws ProblemException data: if it is not such a file, or not complete
   */
  public static SoftTargets open(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment segment =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return verified(segment, file);
    } catch (IOException e) {
      throw ProblemException.data(file + ": cannot be read: " + FileReason.of(e), e);
    }
  }

  private static SoftTargets verified(MemorySegment segment, Path file) {
    long size = segment.byteSize();
    boolean ours =
        size >= HEADER + FOOTER
            && segment.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) < 0
            && segment.get(INT, MAGIC.length) == VERSION;
    if (!ours) {
      throw damaged(file);
    }
    int top = segment.get(INT, MAGIC.length + Integer.BYTES);
    long count = segment.get(LONG, size - FOOTER);
    boolean whole =
        top > 0
            && count >= 0
            && count <= size / width(top)
            && HEADER + count * width(top) + FOOTER == size
            && Crc32c.of(segment.asSlice(0, size - Long.BYTES))
                == segment.get(LONG, size - Long.BYTES);
    if (!whole) {
      throw damaged(file);
    }
    return new SoftTargets(segment, top, count);
  }

  private static ProblemException damaged(Path file) {
    return ProblemException.data(file + ": is damaged, or holds no soft targets");
  }

  /** Writes such a file from its beginning to its end. */
  public static final class Writer {
    private final CheckedOutputStream out;
    private final int top;
    private final ByteBuffer buffer;
    private long count;

    /**
     * Writes the header.
     *
     * @param top K
     */
    public Writer(OutputStream out, int top) throws IOException {
      this.out = new CheckedOutputStream(out, new CRC32C());
      this.top = top;
      long least = Math.max(1 << 16, width(top));
      buffer = ByteBuffer.allocate(Math.toIntExact(least)).order(ByteOrder.LITTLE_ENDIAN);
      buffer.put(MAGIC).putInt(VERSION).putInt(top);
    }

    /** Writes what is expected at the next target: K ids, ascending, and their probabilities. */
    public void add(int[] ids, float[] probabilities, int at) throws IOException {
      room(width(top));
      for (int k = 0; k < top; k++) {
        buffer.putInt(ids[at + k]);
      }
      for (int k = 0; k < top; k++) {
        buffer.putFloat(probabilities[at + k]);
      }
      count++;
    }

    /** Writes the footer; the stream stays open. */
    public void finish() throws IOException {
      room(FOOTER);
      buffer.putLong(count);
      flush();
      buffer.putLong(out.getChecksum().getValue());
      flush();
    }

    private void room(long bytes) throws IOException {
      if (buffer.remaining() < bytes) {
        flush();
      }
    }

    private void flush() throws IOException {
      out.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
  }
}
