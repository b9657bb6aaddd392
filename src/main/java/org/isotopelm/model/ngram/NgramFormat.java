package org.isotopelm.model.ngram;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.isotopelm.Crc32c;
import org.isotopelm.IsotopeException;

/**
 * The layout of a table in a file, little-endian; every section is padded to a multiple of 8 bytes:
 *
 * <pre>
 * header    magic (16 bytes), version, order, vocabulary, flags,
 *           numbers of bigrams, trigrams … (11 longs), slots of the index
 * unigrams  [V] double: p
 * inner     24 bytes a node below the highest order, and one more: last token, p, suffix, first child, back-off weight
 * leaves    12 bytes a node of the highest order: last token, p, suffix
 * index     [slots] int: see {@link ChildIndex}
 * footer    CRC-32C of all before it
 * </pre>
 *
 * <p>The magic ends in a line end that a transfer as text would change.
 *
 * @param distribution whether the probabilities after every context sum to one
 * @param slots of the index
 */
record NgramFormat(NgramSizes sizes, boolean distribution, int slots) {
  private static final byte[] MAGIC = "ISOTOPE-NGRAMS\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 2;
  private static final int LONGER = NgramSizes.MOST_ORDERS - 1;
  private static final int HEADER = MAGIC.length + 4 * Integer.BYTES + (LONGER + 1) * Long.BYTES;
  private static final int FOOTER = Long.BYTES;
  private static final int DISTRIBUTION = 1;

  /** A file that was cut short may end anywhere. */
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Offsets in the header. */
  private static final int AT_VERSION = MAGIC.length;

  private static final int AT_ORDER = AT_VERSION + Integer.BYTES;
  private static final int AT_VOCABULARY = AT_ORDER + Integer.BYTES;
  private static final int AT_FLAGS = AT_VOCABULARY + Integer.BYTES;
  private static final int AT_LONGER = AT_FLAGS + Integer.BYTES;
  private static final int AT_SLOTS = AT_LONGER + LONGER * Long.BYTES;

  /** Writes a table. */
  static void write(NgramTable table, OutputStream to) throws IOException {
    CheckedOutputStream out = new CheckedOutputStream(to, new CRC32C());
    NgramSegments segments = table.segments();
    out.write(new NgramFormat(table.sizes(), table.isDistribution(), table.slots()).header());
    for (MemorySegment section : segments.inOrder()) {
      write(section, out);
      out.write(new byte[(int) (-section.byteSize() & 7)]);
    }
    long checksum = out.getChecksum().getValue();
    out.write(littleEndian(FOOTER).putLong(checksum).array());
  }

  private static void write(MemorySegment section, OutputStream out) throws IOException {
    WritableByteChannel channel = Channels.newChannel(out);
    long block = 1 << 20;
    for (long at = 0; at < section.byteSize(); at += block) {
      long size = Math.min(block, section.byteSize() - at);
      channel.write(section.asSlice(at, size).asByteBuffer());
    }
  }

  private byte[] header() {
    byte[] bytes = new byte[HEADER];
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putInt(VERSION).putInt(sizes.order()).putInt(sizes.vocabulary());
    header.putInt(distribution ? DISTRIBUTION : 0);
    for (int i = 0; i < LONGER; i++) {
      header.putLong(i < sizes.longer().size() ? sizes.longer().get(i) : 0);
    }
    header.putLong(slots);
    return bytes;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The table of a whole file.
   *
   * @throws IsotopeException (data) if it is not one, or damaged
   */
  static NgramTable table(MemorySegment file, String name) {
    NgramFormat format = verified(file, name);
    NgramSizes sizes = format.sizes;
    long unigrams = HEADER;
    long inner = unigrams + NgramSegments.unigramBytes(sizes);
    long leaves = inner + NgramSegments.innerBytes(sizes);
    long index = leaves + padded(NgramSegments.leafBytes(sizes));
    NgramSegments segments =
        new NgramSegments(
            file.asSlice(unigrams, NgramSegments.unigramBytes(sizes)),
            file.asSlice(inner, NgramSegments.innerBytes(sizes)),
            file.asSlice(leaves, NgramSegments.leafBytes(sizes)),
            file.asSlice(index, (long) format.slots * Integer.BYTES));
    return new NgramTable(sizes, segments, format.distribution);
  }

  private static NgramFormat verified(MemorySegment file, String name) {
    long size = file.byteSize();
    boolean ours =
        size >= HEADER && file.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) < 0;
    if (!ours) {
      throw IsotopeException.data(
          name + ": is not a file of counted n-grams, or was cut short; train the model again");
    }
    int version = file.get(NgramTable.INT, AT_VERSION);
    if (version != VERSION) {
      throw IsotopeException.data(
          String.format(
              Locale.ROOT,
              "%s: holds counted n-grams in version %d of the format, and this program reads version %d; use the program that wrote it, or train the model again",
              name,
              version,
              VERSION));
    }
    verifyChecksum(file, name);
    return read(file, name);
  }

  private static void verifyChecksum(MemorySegment file, String name) {
    long end = file.byteSize() - FOOTER;
    long found = Crc32c.of(file.asSlice(0, end));
    long stated = file.get(LONG, end);
    if (found != stated) {
      throw IsotopeException.data(
          String.format(
              Locale.ROOT,
              "%s: is damaged or was cut short: its CRC-32C is %08x, and its end says %08x; copy it again, or train the model again",
              name,
              found,
              stated));
    }
  }

  private static NgramFormat read(MemorySegment file, String name) {
    int order = file.get(NgramTable.INT, AT_ORDER);
    int vocabulary = file.get(NgramTable.INT, AT_VOCABULARY);
    long slots = file.get(LONG, AT_SLOTS);
    if (order >= 1 && order <= NgramSizes.MOST_ORDERS && vocabulary >= 1) {
      List<Integer> longer =
          IntStream.range(0, order - 1)
              .mapToObj(i -> (int) file.get(LONG, AT_LONGER + (long) i * Long.BYTES))
              .toList();
      NgramFormat format =
          new NgramFormat(
              new NgramSizes(vocabulary, longer),
              (file.get(NgramTable.INT, AT_FLAGS) & DISTRIBUTION) != 0,
              (int) slots);
      if (format.bytes() == file.byteSize()) {
        return format;
      }
    }
    throw IsotopeException.data(
        name + ": its header does not fit its size; copy it again, or train the model again");
  }

  private long bytes() {
    return HEADER
        + NgramSegments.unigramBytes(sizes)
        + NgramSegments.innerBytes(sizes)
        + padded(NgramSegments.leafBytes(sizes))
        + padded((long) slots * Integer.BYTES)
        + FOOTER;
  }

  private static long padded(long bytes) {
    return bytes + 7 & ~7L;
  }
}
