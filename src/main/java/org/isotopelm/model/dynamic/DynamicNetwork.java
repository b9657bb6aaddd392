package org.isotopelm.model.dynamic;

import java.util.Optional;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.HiddenStates;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.Network;

/**
 * A network under dynamic evaluation (Krause et al. 2018, 2019): it scores a segment of the text,
 * learns from it in one step of gradient descent, and scores the next. Each weight also returns
 * towards its trained value, which is weight decay with the target {@code initial}. A document is
 * seen alone, as the network sees it; what stood before it is remembered by the weights only.
 *
 * @param network without dropout
 * @param sizes of gradients on the training text
 * @param segment targets between two updates
 */
public record DynamicNetwork(Network network, GradientSizes sizes, Rates rates, int segment)
    implements TokenModel {
  /** Targets between two updates: 16 and 64 were not better. */
  private static final int SEGMENT = 32;

  /**
   * The network with rates that are best on held-out text.
   *
   * @param training the text it was trained on
   */
  public static RateSearch.Result fitted(
      Network trained, TokenizedSplit training, TokenizedSplit heldOut, Team team) {
    Network network = trained.withoutDropout();
    GradientSizes sizes = GradientSizes.measure(network, training, SEGMENT);
    DynamicNetwork model = new DynamicNetwork(network, sizes, Rates.STATIC, SEGMENT);
    return RateSearch.of(model, heldOut, team);
  }

  DynamicNetwork with(Rates other) {
    return new DynamicNetwork(network, sizes, other, segment);
  }

  @Override
  public int vocabulary() {
    return network.vocabulary();
  }

  @Override
  public long parameters() {
    return network.parameters();
  }

  /** Those of the trained network, which does not go on learning: θ was fitted to them. */
  @Override
  public Optional<HiddenStates> states() {
    return network.states();
  }

  @Override
  public Sight sight() {
    Sight seen = network.sight();
    return new Sight(seen.context(), seen.stride(), !rates.isStatic());
  }

  @Override
  public float[] score(TokenizedSplit split, Team team) {
    if (rates.isStatic()) {
      return network.score(split, team);
    }
    Passages passages = new Passages(split);
    float[] scores = new float[passages.targets()];
    score(passages, scores, Double.POSITIVE_INFINITY, team);
    return scores;
  }

  /**
   * Scores the first targets, as many as there is room for.
   *
   * @param limit the sum of scores at which to give up
   * @return the sum, at least the limit or not a number where it gave up
   */
  double score(Passages passages, float[] scores, double limit, Team team) {
    Learner learner = new Learner(this, team);
    TokenizedSplit split = passages.split();
    int[] tokens = new int[segment];
    double sum = 0;
    learner.segment().begin();
    for (int from = 0; from < scores.length && sum < limit; from += segment) {
      int n = Math.min(segment, scores.length - from);
      passages.copy(from, tokens, 0, n);
      learner.segment().add(tokens, n, split);
      learner.score(scores, from);
      for (int i = from; i < from + n; i++) {
        sum += scores[i];
      }
      learner.learn();
    }
    return sum;
  }

  @Override
  public Reader reader() {
    return rates.isStatic() ? network.reader() : new DynamicReader(this);
  }
}
