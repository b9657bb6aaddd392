package org.isotopelm.model.ngram;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Quantised nodes, as {@link PackedLayout} has them in a file. */
final class PackedNodes implements NgramNodes {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment inner;
  private final MemorySegment leaves;
  private final float[][] bins;
  private final int[] ends;
  private final int contexts;
  private final int innerBits;
  private final int leafBits;
  private final int tokenBits;
  private final int nodeBits;
  private final int codeBits;

  PackedNodes(PackedLayout layout, NgramBins bins, MemorySegment inner, MemorySegment leaves) {
    this.inner = inner;
    this.leaves = leaves;
    NgramSizes sizes = layout.sizes();
    this.bins = new float[sizes.order() + 1][];
    ends = new int[sizes.order() + 1];
    for (int order = 2; order <= sizes.order(); order++) {
      this.bins[order] = bins.values(order);
      ends[order] = sizes.end(order);
    }
    contexts = sizes.contexts();
    innerBits = layout.inner();
    leafBits = layout.leaf();
    tokenBits = layout.token();
    nodeBits = layout.node();
    codeBits = layout.bits();
  }

  @Override
  public int token(int node) {
    return common(node, 0, tokenBits);
  }

  @Override
  public double probability(int node) {
    int order = bins.length - 1;
    if (node < contexts) {
      for (order = 2; node >= ends[order]; ) {
        order++;
      }
    }
    return bins[order][common(node, tokenBits + nodeBits, codeBits)];
  }

  @Override
  public int suffix(int node) {
    return common(node, tokenBits, nodeBits);
  }

  @Override
  public int firstChild(int context) {
    return bits(inner, (long) context * innerBits + leafBits, nodeBits);
  }

  @Override
  public double backoff(int context) {
    return Float.intBitsToFloat(
        bits(inner, (long) context * innerBits + leafBits + nodeBits, Float.SIZE));
  }

  /** A number that nodes of all orders have. */
  private int common(int node, int offset, int width) {
    return node < contexts
        ? bits(inner, (long) node * innerBits + offset, width)
        : bits(leaves, (long) (node - contexts) * leafBits + offset, width);
  }

  private static int bits(MemorySegment from, long at, int width) {
    return (int) (from.get(LONG, at >>> 3) >>> (at & 7) & (1L << width) - 1);
  }
}
