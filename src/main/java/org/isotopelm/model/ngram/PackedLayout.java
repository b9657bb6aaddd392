package org.isotopelm.model.ngram;

/**
 * How many bits the nodes of a quantised table have. A record of a context, and one more after the
 * last one, is: last token, suffix, code of p, first child, back-off weight (a float). A record of
 * an n-gram of the highest order ends after the code. Records follow each other without gaps, from
 * the lowest bit of the first byte.
 *
 * @param bits of a code
 */
record PackedLayout(NgramSizes sizes, int bits) {
  /** Whoever reads a number reads a long that begins with the number's first byte. */
  private static final int READ_BEYOND = Long.BYTES;

  /** Bits of a token or of {@code <s>}. */
  int token() {
    return width(sizes.vocabulary());
  }

  /** Bits of a node, or of the number after the last node's. */
  int node() {
    return width(sizes.nodes());
  }

  private static int width(int most) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(most);
  }

  int leaf() {
    return token() + node() + bits;
  }

  int inner() {
    return leaf() + node() + Float.SIZE;
  }

  long innerBytes() {
    return bytes((sizes.contexts() + 1L) * inner());
  }

  long leafBytes() {
    return bytes((long) (sizes.nodes() - sizes.contexts()) * leaf());
  }

  /** Of the values of all codes of orders 2 to N. */
  long binBytes() {
    return (long) sizes.longer().size() * (1L << bits) * Float.BYTES;
  }

  private static long bytes(long count) {
    return Math.ceilDiv(count, Byte.SIZE) + READ_BEYOND;
  }
}
