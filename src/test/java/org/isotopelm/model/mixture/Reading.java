package org.isotopelm.model.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.model.TokenModel;

/** Reads a whole split with a reader, and compares with the scores. */
final class Reading {
  private Reading() {}

  /** Every distribution sums to one and holds the probability that the score says. */
  static void check(TokenModel model, TokenizedSplit split) {
    float[] scores = MixtureTest.score(model, split);
    Passages passages = new Passages(split);
    TokenModel.Reader reader = model.reader();
    double[] p = new double[model.vocabulary()];
    float[] logits = new float[model.vocabulary()];
    for (int passage = 0; passage < passages.count(); passage++) {
      reader.begin();
      int[] targets = new int[passages.targets(passage)];
      passages.copy(passages.first(passage), targets, 0, targets.length);
      for (int i = 0; i < targets.length; i++) {
        double score = scores[passages.first(passage) + i];
        reader.distribution(p);
        assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
        assertThat(-Math.log(p[targets[i]])).isCloseTo(score, within(1e-6));
        reader.logits(logits);
        assertThat(-(double) logits[targets[i]]).isCloseTo(score, within(1e-6));
        if (!split.boundaries() || i + 1 < targets.length) {
          reader.read(targets[i]);
        }
      }
    }
  }
}
