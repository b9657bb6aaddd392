package org.isotopelm.text;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Puts documents into the order of a hash, which does not depend on how they were numbered. */
final class HashOrder {
  private HashOrder() {}

  /** Sorted by the first 33 bits of the hash, then by number: 8 bytes a document. */
  static int[] of(int[] documents, IntToLongFunction hash) {
    return Arrays.stream(documents)
        .mapToLong(document -> (hash.applyAsLong(document) & ~Integer.MAX_VALUE) | document)
        .sorted()
        .mapToInt(key -> ((int) key) & Integer.MAX_VALUE)
        .toArray();
  }
}
