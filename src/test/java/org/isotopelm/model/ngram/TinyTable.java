package org.isotopelm.model.ngram;

import java.util.List;

/**
 * Bigrams whose probabilities are computed by hand: p(</s>, a, b, <unk>) = .3 .4 .2 .1, p(a | <s>)
 * = .7, p(</s> | a) = .3, p(b | a) = .5, p(a | b) = .6; what these leave goes to the other tokens
 * by weights: after <s> .3/.6, after a .2/.5, after b .4/.6.
 */
public final class TinyTable {
  public static final int END = 0;
  public static final int A = 1;
  public static final int B = 2;
  public static final int UNKNOWN = 3;
  public static final int VOCABULARY = 4;

  private static final int BEGIN = VOCABULARY + 1;
  private static final int A_END = BEGIN + 1;
  private static final int A_B = A_END + 1;
  private static final int B_A = A_B + 1;
  private static final int BEGIN_A = B_A + 1;

  private TinyTable() {}

  /** The table. */
  public static NgramTable of() {
    NgramTableBuilder builder = NgramTableBuilder.inMemory(new NgramSizes(VOCABULARY, List.of(4)));
    fill(builder);
    return builder.seal(true);
  }

  static void fill(NgramTableBuilder builder) {
    double[] unigrams = {.3, .4, .2, .1};
    for (int token = 0; token < VOCABULARY; token++) {
      builder.setProbability(token + 1, unigrams[token]);
    }
    add(builder, A_END, END, .3);
    add(builder, A_B, B, .5);
    add(builder, B_A, A, .6);
    add(builder, BEGIN_A, A, .7);
    builder.setFirstChild(A + 1, A_END);
    builder.setFirstChild(B + 1, B_A);
    builder.setFirstChild(BEGIN, BEGIN_A);
    builder.finishOrder(2);
    builder.normalise(A + 1, .3 + .2, .2 / .5);
    builder.normalise(B + 1, .4, .4 / .6);
    builder.normalise(BEGIN, .4, .3 / .6);
  }

  private static void add(NgramTableBuilder builder, int node, int token, double probability) {
    builder.set(node, token, token + 1);
    builder.setProbability(node, probability);
  }
}
