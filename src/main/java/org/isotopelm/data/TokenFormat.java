package org.isotopelm.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.isotopelm.base.Crc32c;
import org.isotopelm.base.ProblemException;

/**
 * The layout of a token store on disk, little-endian:
 *
 * <pre>
 * header     magic (16 bytes), version, bytes of an id (2 or 4)
 * ids        one after another, padded to a multiple of 8 bytes
 * documents  40 bytes each: end of its ids, bytes and words of its text, unknown tokens and their bytes
 * footer     documents, tokens, CRC-32C of all before it
 * </pre>
 *
 * <p>The counts come last, because they are known last: so a store is written from beginning to
 * end. The magic ends in a line end that a transfer as text would change.
 *
 * @param idWidth bytes of an id, 2 or 4
 */
record TokenFormat(int idWidth, int documents, long tokens) {
  private static final byte[] MAGIC = "ISOTOPE-TOKENS\r\n".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 2;
  static final int HEADER = MAGIC.length + 2 * Integer.BYTES;
  static final int FOOTER = 3 * Long.BYTES;
  static final int ROW = 5 * Long.BYTES;

  /** Offsets in a document's row. */
  static final int END = 0;

  static final int BYTES = 8;
  static final int WORDS = 16;
  static final int UNKNOWN = 24;
  static final int UNKNOWN_BYTES = 32;

  static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Writes the beginning of a file. */
  static void begin(ByteBuffer buffer, int idWidth) {
    buffer.put(MAGIC).putInt(VERSION).putInt(idWidth);
  }

  /** The smallest width that can represent every id. */
  static int idWidth(int vocabulary) {
    return vocabulary <= 1 << 16 ? Short.BYTES : Integer.BYTES;
  }

  /** Zero bytes between the ids and the documents. */
  static int padding(int idWidth, long tokens) {
    return (int) (-tokens * idWidth & 7);
  }

  /** The offset of a document's row. */
  long row(int document) {
    return HEADER + tokens * idWidth + padding(idWidth, tokens) + (long) ROW * document;
  }

  /** The format of a complete store; any other is an error. */
  static TokenFormat verified(MemorySegment segment, String name) {
    long size = segment.byteSize();
    boolean ours =
        size >= HEADER
            && segment.asSlice(0, MAGIC.length).mismatch(MemorySegment.ofArray(MAGIC)) < 0;
    if (!ours) {
      throw ProblemException.data(name + ": is not a token store, or only half of one");
    }
    int version = segment.get(INT, MAGIC.length);
    if (version != VERSION) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%s: is a token store of version %d; this program reads %d",
              name,
              version,
              VERSION));
    }
    if (size < HEADER + FOOTER) {
      throw truncated(name);
    }
    int idWidth = segment.get(INT, MAGIC.length + Integer.BYTES);
    long documents = segment.get(LONG, size - FOOTER);
    long tokens = segment.get(LONG, size - FOOTER + Long.BYTES);
    boolean sane =
        (idWidth == Short.BYTES || idWidth == Integer.BYTES)
            && (documents | tokens) >= 0
            && documents <= size / ROW
            && tokens <= size / idWidth;
    TokenFormat format = new TokenFormat(idWidth, (int) documents, tokens);
    if (!sane || format.row(format.documents()) + FOOTER != size) {
      throw truncated(name);
    }
    long found = Crc32c.of(segment.asSlice(0, size - Long.BYTES));
    long stated = segment.get(LONG, size - Long.BYTES);
    if (found != stated) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%s: is damaged: its CRC-32C is %08x, expected %08x",
              name,
              found,
              stated));
    }
    return format;
  }

  private static ProblemException truncated(String name) {
    return ProblemException.data(name + ": is a token store that was cut short");
  }
}
