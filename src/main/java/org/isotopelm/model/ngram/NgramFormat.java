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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.isotopelm.base.Crc32c;
import org.isotopelm.base.ProblemException;

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
 * <p>In version 3, whose probabilities are quantised, the flags say with how many bits, and inner
 * nodes and leaves are shorter:
 *
 * <pre>
 * bins      [N − 1, 2^bits] float: the probabilities of the codes of orders 2 to N
 * inner     see {@link PackedLayout}
 * leaves    see {@link PackedLayout}
 * </pre>
 *
 * <p>The magic ends in a line end that a transfer as text would change.
 *
 * @param bits of a quantised probability; 0: not quantised
 * @param distribution whether the probabilities after every context sum to one
 * @param slots of the index
 */
record NgramFormat(NgramSizes sizes, int bits, boolean distribution, int slots) {
  private static final byte[] MAGIC = "ISOTOPE-NGRAMS\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 2;
  private static final int QUANTISED_VERSION = 3;
  private static final int MOST_BITS = 16;
  private static final int LONGER = NgramSizes.MOST_ORDERS - 1;
  private static final int HEADER = MAGIC.length + 4 * Integer.BYTES + (LONGER + 1) * Long.BYTES;
  private static final int FOOTER = Long.BYTES;
  private static final int DISTRIBUTION = 1;

  /** The flags above this bit are the bits of a quantised probability. */
  private static final int BITS = 8;

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
    int bits = table.bins().bits();
    out.write(new NgramFormat(table.sizes(), bits, table.isDistribution(), table.slots()).header());
    writePadded(segments.unigrams(), out);
    if (bits > 0) {
      new PackedWriter(table, out).write();
    } else {
      writePadded(segments.inner(), out);
      writePadded(segments.leaves(), out);
    }
    writePadded(segments.index(), out);
    long checksum = out.getChecksum().getValue();
    out.write(littleEndian(FOOTER).putLong(checksum).array());
  }

  private static void writePadded(MemorySegment section, OutputStream out) throws IOException {
    WritableByteChannel channel = Channels.newChannel(out);
    long block = 1 << 20;
    for (long at = 0; at < section.byteSize(); at += block) {
      long size = Math.min(block, section.byteSize() - at);
      channel.write(section.asSlice(at, size).asByteBuffer());
    }
    out.write(new byte[(int) (-section.byteSize() & 7)]);
  }

  private byte[] header() {
    byte[] bytes = new byte[HEADER];
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putInt(version()).putInt(sizes.order()).putInt(sizes.vocabulary());
    header.putInt((distribution ? DISTRIBUTION : 0) | bits << BITS);
    for (int i = 0; i < LONGER; i++) {
      header.putLong(i < sizes.longer().size() ? sizes.longer().get(i) : 0);
    }
    header.putLong(slots);
    return bytes;
  }

  private int version() {
    return bits > 0 ? QUANTISED_VERSION : VERSION;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The table of a whole file.
   *
   * @throws ProblemException (data) if it is not one, or damaged
   */
  static NgramTable table(MemorySegment file, String name) {
    NgramFormat format = verified(file, name);
    NgramSizes sizes = format.sizes;
    long bins = HEADER + NgramSegments.unigramBytes(sizes);
    long inner = bins + padded(format.binBytes());
    long leaves = inner + padded(format.innerBytes());
    long index = leaves + padded(format.leafBytes());
    NgramSegments segments =
        new NgramSegments(
            file.asSlice(HEADER, NgramSegments.unigramBytes(sizes)),
            file.asSlice(inner, format.innerBytes()),
            file.asSlice(leaves, format.leafBytes()),
            file.asSlice(index, (long) format.slots * Integer.BYTES));
    NgramBins values = format.bins(file.asSlice(bins, format.binBytes()));
    return new NgramTable(
        sizes, values, format.nodes(values, segments), segments, format.distribution);
  }

  private NgramBins bins(MemorySegment section) {
    List<float[]> orders = new ArrayList<>();
    for (int order = 2; bits > 0 && order <= sizes.order(); order++) {
      float[] values = new float[1 << bits];
      for (int code = 0; code < values.length; code++) {
        long at = (order - 2L) * values.length + code;
        values[code] = section.getAtIndex(NgramTable.FLOAT, at);
      }
      orders.add(values);
    }
    return new NgramBins(bits, orders);
  }

  private NgramNodes nodes(NgramBins values, NgramSegments segments) {
    return bits > 0
        ? new PackedNodes(packed(), values, segments.inner(), segments.leaves())
        : new PlainNodes(sizes, segments);
  }

  private PackedLayout packed() {
    return new PackedLayout(sizes, bits);
  }

  private long binBytes() {
    return bits > 0 ? packed().binBytes() : 0;
  }

  private long innerBytes() {
    return bits > 0 ? packed().innerBytes() : NgramSegments.innerBytes(sizes);
  }

  private long leafBytes() {
    return bits > 0 ? packed().leafBytes() : NgramSegments.leafBytes(sizes);
  }

  private static NgramFormat verified(MemorySegment file, String name) {
    long size = file.byteSize();
    boolean ours =
        size >= HEADER && file.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) < 0;
    if (!ours) {
      throw ProblemException.data(
          name + ": is not a file of counted n-grams, or was cut short; train the model again");
    }
    int version = file.get(NgramTable.INT, AT_VERSION);
    if (version != VERSION && version != QUANTISED_VERSION) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%s: holds counted n-grams in version %d of the format, and this program reads versions %d and %d; use the program that wrote it, or train the model again",
              name,
              version,
              VERSION,
              QUANTISED_VERSION));
    }
    verifyChecksum(file, name);
    return read(file, name);
  }

  private static void verifyChecksum(MemorySegment file, String name) {
    long end = file.byteSize() - FOOTER;
    long found = Crc32c.of(file.asSlice(0, end));
    long stated = file.get(LONG, end);
    if (found != stated) {
      throw ProblemException.data(
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
      int flags = file.get(NgramTable.INT, AT_FLAGS);
      NgramFormat format =
          new NgramFormat(
              new NgramSizes(vocabulary, longer),
              flags >>> BITS,
              (flags & DISTRIBUTION) != 0,
              (int) slots);
      boolean versionFits = format.version() == file.get(NgramTable.INT, AT_VERSION);
      if (versionFits && format.bits <= MOST_BITS && format.bytes() == file.byteSize()) {
        return format;
      }
    }
    throw ProblemException.data(
        name + ": its header does not fit its size; copy it again, or train the model again");
  }

  private long bytes() {
    return HEADER
        + NgramSegments.unigramBytes(sizes)
        + padded(binBytes())
        + padded(innerBytes())
        + padded(leafBytes())
        + padded((long) slots * Integer.BYTES)
        + FOOTER;
  }

  static long padded(long bytes) {
    return bytes + 7 & ~7L;
  }
}
