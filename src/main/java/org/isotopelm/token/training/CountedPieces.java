package org.isotopelm.token.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.isotopelm.base.ProblemException;

/**
 * Pieces of text and how often each occurs: their UTF-8 bytes one after another in one array, found
 * by open addressing. Counting a piece that is known allocates nothing.
 */
public final class CountedPieces {
  private static final int FREE = -1;

  /** The rows of symbols that are learned from have a place for each byte and each piece. */
  private static final int MOST = Integer.MAX_VALUE - 16;

  private final int most;
  private byte[] bytes = new byte[1 << 16];
  private int[] ends = new int[1 << 12];
  private long[] counts = new long[1 << 12];
  private int[] hashes = new int[1 << 12];
  private int[] slots = free(1 << 13);
  private int size;
  private byte[] piece = new byte[1 << 10];

  /** None yet. */
  public CountedPieces() {
    this(MOST);
  }

  /**
   * @param most bytes and pieces together
   */
  CountedPieces(int most) {
    this.most = most;
  }

  /** Number of different pieces. */
  public int size() {
    return size;
  }

  /** Bytes of all different pieces. */
  public int bytes() {
    return start(size);
  }

  /** How often a piece occurs. */
  public long count(int number) {
    return counts[number];
  }

  /** The number of bytes of a piece. */
  public int length(int number) {
    return ends[number] - start(number);
  }

  /** Byte {@code i} of a piece, in [0, 255]. */
  public int at(int number, int i) {
    return bytes[start(number) + i] & 0xff;
  }

  /** The order of two pieces by their bytes as unsigned numbers. */
  int compare(int a, int b) {
    return Arrays.compareUnsigned(bytes, start(a), ends[a], bytes, start(b), ends[b]);
  }

  /** A piece as text. */
  public String text(int number) {
    return new String(bytes, start(number), length(number), StandardCharsets.UTF_8);
  }

  /**
   * Counts characters [start, end) of a text as one piece.
   *
   * @param text without lone surrogates
   * @throws ProblemException (data) if all different pieces are more than arrays hold
   */
  public void add(String text, int start, int end) {
    if (3L * (end - start) > piece.length) {
      piece = new byte[(int) Math.min(3L * (end - start), Integer.MAX_VALUE - 8)];
    }
    int length = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        piece[length++] = (byte) c;
      } else if (c < 0x800) {
        piece[length++] = (byte) (0xC0 | (c >> 6));
        piece[length++] = (byte) (0x80 | (c & 0x3F));
      } else if (Character.isSurrogate(c)) {
        int codePoint = Character.toCodePoint(c, text.charAt(++i));
        piece[length++] = (byte) (0xF0 | (codePoint >> 18));
        piece[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
        piece[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
        piece[length++] = (byte) (0x80 | (codePoint & 0x3F));
      } else {
        piece[length++] = (byte) (0xE0 | (c >> 12));
        piece[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        piece[length++] = (byte) (0x80 | (c & 0x3F));
      }
    }
    add(piece, 0, length, 1);
  }

  /** All of it as bytes, for another machine. */
  public byte[] packed() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes() + 12 * size);
    try (DataOutputStream out = new DataOutputStream(packed)) {
      out.writeInt(size);
      for (int number = 0; number < size; number++) {
        out.writeInt(length(number));
        out.write(bytes, start(number), length(number));
        out.writeLong(counts[number]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** Adds all pieces of others, which were packed. */
  public void addPacked(byte[] packed) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      for (int left = in.readInt(); left > 0; left--) {
        byte[] one = in.readNBytes(in.readInt());
        add(one, 0, one.length, in.readLong());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds all pieces of others. */
  void addAll(CountedPieces others) {
    for (int number = 0; number < others.size; number++) {
      add(others.bytes, others.start(number), others.ends[number], others.counts[number]);
    }
  }

  private void add(byte[] from, int start, int end, long times) {
    int hash = hash(from, start, end);
    int slot = hash & (slots.length - 1);
    while (slots[slot] != FREE) {
      int number = slots[slot];
      if (hashes[number] == hash
          && Arrays.equals(bytes, start(number), ends[number], from, start, end)) {
        counts[number] += times;
        return;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = append(from, start, end, hash, times);
    if (2 * size > slots.length) {
      rehash();
    }
  }

  private int append(byte[] from, int start, int end, int hash, long times) {
    if (size == ends.length) {
      int room = 2 * size;
      ends = Arrays.copyOf(ends, room);
      counts = Arrays.copyOf(counts, room);
      hashes = Arrays.copyOf(hashes, room);
    }
    int used = start(size);
    if ((long) used + (end - start) + size >= most) {
      throw tooMany();
    }
    int needed = used + (end - start);
    if (needed > bytes.length) {
      bytes =
          Arrays.copyOf(
              bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
    }
    System.arraycopy(from, start, bytes, used, end - start);
    ends[size] = needed;
    counts[size] = times;
    hashes[size] = hash;
    return size++;
  }

  /** The error of a text with too many different pieces. */
  static ProblemException tooMany() {
    return ProblemException.data(
        "the training text has more than 2 GB of different pieces, which is the limit for a tokenizer; train it on a part of the text, such as with data.limit");
  }

  private void rehash() {
    slots = free(2 * slots.length);
    for (int number = 0; number < size; number++) {
      int slot = hashes[number] & (slots.length - 1);
      while (slots[slot] != FREE) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = number;
    }
  }

  private int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  private static int hash(byte[] from, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + from[i];
    }
    hash *= 0x9E3779B9; // Fibonacci hashing: Knuth, volume 3, section 6.4
    return hash ^ hash >>> 15;
  }

  private static int[] free(int slots) {
    int[] array = new int[slots];
    Arrays.fill(array, FREE);
    return array;
  }
}
