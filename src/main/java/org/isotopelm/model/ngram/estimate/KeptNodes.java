package org.isotopelm.model.ngram.estimate;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.isotopelm.model.ngram.NgramSizes;

/** The nodes of a table that stay when others are left out, and their new numbers. */
final class KeptNodes {
  private static final int PART = 512;

  private final NgramSizes sizes;
  private final BitSet dropped;

  /** By part: how many nodes before it are left out. */
  private final int[] before;

  KeptNodes(NgramSizes sizes, BitSet dropped) {
    this.sizes = sizes;
    this.dropped = dropped;
    before = new int[sizes.nodes() / PART + 2];
    for (int part = 1; part < before.length; part++) {
      int from = (part - 1) * PART;
      before[part] = before[part - 1] + count(from, from + PART);
    }
  }

  private int count(int from, int to) {
    int count = 0;
    for (int node = dropped.nextSetBit(from); node >= 0 && node < to; ) {
      count++;
      node = dropped.nextSetBit(node + 1);
    }
    return count;
  }

  boolean isKept(int node) {
    return !dropped.get(node);
  }

  /** The new number of a node; of one that is left out, that of the next that is not. */
  int number(int node) {
    int part = node / PART;
    return node - before[part] - count(part * PART, node);
  }

  /** How many n-grams stay. */
  NgramSizes sizes() {
    return new NgramSizes(
        sizes.vocabulary(),
        IntStream.rangeClosed(2, sizes.order())
            .map(order -> number(sizes.end(order)) - number(sizes.begin(order)))
            .boxed()
            .toList());
  }
}
