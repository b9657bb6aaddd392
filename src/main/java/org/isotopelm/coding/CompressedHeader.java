package org.isotopelm.coding;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ProblemException;

/**
 * What stands before the bits of a compressed file:
 *
 * <pre>
 *   0   8 bytes   89 49 53 4F 0D 0A 1A 0A ("\x89ISO…", as PNG's: it shows a transfer as text)
 *   8   1         version
 *   9   1         1 if the original is not all UTF-8, else 0
 *   10  16        hash of the model
 *   26  16        hash of the original
 *   42  1-5 each  bytes of the original; its tokens; bytes of their code (7 bits a byte, lowest first)
 *   …             the tokens' code, then that of what tokens lose
 *   end  4        CRC-32C of all before
 * </pre>
 *
 * At most 61 bytes in all.
 */
record CompressedHeader(
    boolean malformed, ContentHash model, ContentHash original, int bytes, int tokens, int coded) {
  private static final byte[] MAGIC = {(byte) 0x89, 'I', 'S', 'O', '\r', '\n', 0x1a, '\n'};

  private static final byte VERSION = 1;
  private static final int LENGTH_BITS = 7;

  /** The parts of a file. */
  record File(CompressedHeader header, byte[] tokens, byte[] leftovers) {}

  /** A file with this header. */
  byte[] file(byte[] tokenCode, byte[] leftovers) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(MAGIC);
    file.write(VERSION);
    file.write(malformed ? 1 : 0);
    for (ContentHash hash : new ContentHash[] {model, original}) {
      ByteBuffer words = ByteBuffer.allocate(2 * Long.BYTES);
      file.writeBytes(words.putLong(hash.high()).putLong(hash.low()).array());
    }
    for (int length : new int[] {bytes, tokens, coded}) {
      writeLength(length, file);
    }
    file.writeBytes(tokenCode);
    file.writeBytes(leftovers);
    int checksum = checksum(file.toByteArray(), file.size());
    file.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(checksum).array());
    return file.toByteArray();
  }

  /** Seven bits a byte, the lowest first; the last byte is below 128. */
  static void writeLength(int length, ByteArrayOutputStream to) {
    int rest = length;
    while (rest >>> LENGTH_BITS != 0) {
      to.write(rest | 1 << LENGTH_BITS);
      rest >>>= LENGTH_BITS;
    }
    to.write(rest);
  }

  /** What {@link #writeLength} wrote. */
  static int readLength(ByteBuffer from) {
    int length = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += LENGTH_BITS) {
      byte next = from.get();
      length |= (next & (1 << LENGTH_BITS) - 1) << shift;
      if (next >= 0) {
        break;
      }
    }
    return length;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  /** Whether these bytes begin as a compressed file does. */
  private static boolean begins(byte[] bytes) {
    return bytes.length >= MAGIC.length && Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length));
  }

  /**
   * Takes a file apart.
   *
   * @param name of the file, for messages
   * @throws ProblemException (data) where it is another kind of file, of another version, or
   *     damaged
   */
  static File read(byte[] file, String name) {
    if (!begins(file)) {
      throw ProblemException.data(
          name
              + (file.length == 0 ? ": is empty" : ": is not a file that 'isotope compress' wrote")
              + "; name one that it wrote");
    }
    try {
      ByteBuffer from = ByteBuffer.wrap(file, MAGIC.length, file.length - MAGIC.length);
      byte version = from.get();
      if (version > VERSION) {
        throw ProblemException.data(
            String.format(
                Locale.ROOT,
                "%s: has version %d of the format, or is damaged; this program reads version %d: use a newer one",
                name,
                version,
                VERSION));
      }
      int end = file.length - Integer.BYTES;
      if (ByteBuffer.wrap(file, end, Integer.BYTES).getInt() != checksum(file, end)) {
        throw damaged(name);
      }
      boolean malformed = from.get() != 0;
      ContentHash model = new ContentHash(from.getLong(), from.getLong());
      ContentHash original = new ContentHash(from.getLong(), from.getLong());
      CompressedHeader header =
          new CompressedHeader(
              malformed, model, original, readLength(from), readLength(from), readLength(from));
      byte[] tokens = new byte[header.coded];
      from.get(tokens);
      byte[] leftovers = new byte[from.remaining() - Integer.BYTES];
      from.get(leftovers);
      return new File(header, tokens, leftovers);
    } catch (BufferUnderflowException | NegativeArraySizeException | IndexOutOfBoundsException e) {
      throw damaged(name);
    }
  }

  private static ProblemException damaged(String name) {
    return ProblemException.data(
        name
            + ": is damaged: its checksum is not that of its bytes; it was cut, lengthened or changed: take it from its source again");
  }
}
