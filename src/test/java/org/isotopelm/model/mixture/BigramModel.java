package org.isotopelm.model.mixture;

import java.util.stream.IntStream;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Splits;
import org.isotopelm.math.Team;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;

/**
 * A model made by hand: what follows a token.
 *
 * @param next [V, V] the probability of each token after each other; after the end of a document,
 *     that of the first token
 */
public record BigramModel(double[][] next) implements TokenModel {
  /** The same whatever stands before. */
  static BigramModel unigram(double... p) {
    return new BigramModel(IntStream.range(0, p.length).mapToObj(i -> p).toArray(double[][]::new));
  }

  /** A model in which every token follows every other, each with a probability of its own. */
  public static BigramModel any(int vocabulary, int seed) {
    double[][] next = new double[vocabulary][vocabulary];
    for (int i = 0; i < vocabulary; i++) {
      double sum = 0;
      for (int k = 0; k < vocabulary; k++) {
        next[i][k] = 1 + Math.floorMod((seed + i) * 31 + k * (17 + seed), 23);
        sum += next[i][k];
      }
      for (int k = 0; k < vocabulary; k++) {
        next[i][k] /= sum;
      }
    }
    return new BigramModel(next);
  }

  @Override
  public long parameters() {
    return 1;
  }

  @Override
  public int vocabulary() {
    return next.length;
  }

  @Override
  public Sight sight() {
    return Sight.of(1, 1);
  }

  @Override
  public float[] score(TokenizedSplit split, Team team) {
    Passages passages = new Passages(split);
    float[] nll = new float[passages.targets()];
    for (int passage = 0; passage < passages.count(); passage++) {
      int n = passages.targets(passage);
      int[] inputs = new int[n];
      int[] targets = new int[n];
      if (n > 0) {
        passages.inputs(passage, 0, inputs, 0, n);
        passages.copy(passages.first(passage), targets, 0, n);
      }
      for (int i = 0; i < n; i++) {
        nll[passages.first(passage) + i] = (float) -Math.log(next[inputs[i]][targets[i]]);
      }
    }
    return nll;
  }

  @Override
  public Reader reader() {
    return new Reader() {
      private int last = Splits.END;

      @Override
      public void begin() {
        last = Splits.END;
      }

      @Override
      public void read(int token) {
        last = token;
      }

      @Override
      public void logits(float[] logits) {
        Logits.of(next[last], logits);
      }

      @Override
      public void distribution(double[] probabilities) {
        System.arraycopy(next[last], 0, probabilities, 0, probabilities.length);
      }
    };
  }
}
