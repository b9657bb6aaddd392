package org.isotopelm.model.mixture;

import java.util.Arrays;
import java.util.List;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;

/** Reads a text with all models of a mixture that have a weight. */
final class MixtureReader implements TokenModel.Reader {
  private final List<TokenModel.Reader> readers;
  private final double[] weights;

  /** [V] what one model says, and what the mixture says. */
  private final double[] one;

  private final double[] all;

  MixtureReader(Mixture mixture, Team team) {
    readers = mixture.weighted().mapToObj(i -> mixture.models().get(i).reader(team)).toList();
    weights = mixture.weighted().mapToDouble(mixture.weights()::get).toArray();
    one = new double[mixture.vocabulary()];
    all = new double[mixture.vocabulary()];
  }

  @Override
  public void begin() {
    readers.forEach(TokenModel.Reader::begin);
  }

  @Override
  public void read(int token) {
    for (TokenModel.Reader reader : readers) {
      reader.read(token);
    }
  }

  @Override
  public void logits(float[] logits) {
    distribution(all);
    Logits.of(all, logits);
  }

  @Override
  public void distribution(double[] probabilities) {
    Arrays.fill(probabilities, 0);
    for (int i = 0; i < weights.length; i++) {
      readers.get(i).distribution(one);
      for (int id = 0; id < one.length; id++) {
        probabilities[id] += weights[i] * one[id];
      }
    }
  }
}
