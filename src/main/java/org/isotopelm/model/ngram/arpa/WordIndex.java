package org.isotopelm.model.ngram.arpa;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers of words, found by their bytes: a hash table with open addressing. */
final class WordIndex {
  private static final int NONE = -1;

  private final int[] slots;
  private final byte[][] words;
  private final int[] numbers;
  private int size;

  /**
   * @param most number of words that are added at most
   */
  WordIndex(int most) {
    slots = new int[Integer.highestOneBit(Math.max(1, most)) * 4];
    Arrays.fill(slots, NONE);
    words = new byte[most][];
    numbers = new int[most];
  }

  void add(String word, int number) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    words[size] = bytes;
    numbers[size] = number;
    slots[slot(bytes, 0, bytes.length)] = size++;
  }

  /** The number of the word in bytes [from, to), or {@code otherwise} for another word. */
  int find(byte[] text, int from, int to, int otherwise) {
    int word = slots[slot(text, from, to)];
    return word == NONE ? otherwise : numbers[word];
  }

  /** Where the word is, or the empty slot where it belongs. */
  private int slot(byte[] text, int from, int to) {
    int slot = hash(text, from, to) & slots.length - 1;
    while (slots[slot] != NONE) {
      byte[] word = words[slots[slot]];
      if (Arrays.equals(word, 0, word.length, text, from, to)) {
        return slot;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return slot;
  }

  /** FNV-1a (Fowler, Noll and Vo), its high bits mixed in. */
  private static int hash(byte[] text, int from, int to) {
    int hash = 0x811c9dc5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ (text[i] & 0xff)) * 0x01000193;
    }
    return hash ^ hash >>> 15;
  }
}
