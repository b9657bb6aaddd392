package org.isotopelm.model.dynamic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.neural.NeuralModel;

/**
 * Chooses rates on held-out text: first the learning rate without decay, then the decay, then the
 * learning rate again between its neighbours. Static weights are among what is tried, so on this
 * text the choice is never worse than they are. What is worse than the best so far is given up as
 * soon as that is certain.
 */
public final class RateSearch {
  /** Learning rates of the first round. */
  private static final double[] RATES = {1e-4, 3e-4, 1e-3, 3e-3, 1e-2};

  private static final double[] DECAYS = {1e-3, 3e-3, 1e-2, 3e-2, 1e-1};

  /** Of the best learning rate, in the last round. */
  private static final double[] FACTORS = {0.4, 0.6, 1.5, 2.5};

  /** Floating-point operations of a trial. */
  private static final double BUDGET = 4e11;

  /** What reading and writing a weight costs, in such operations. */
  private static final double OPERATIONS_OF_AN_UPDATE = 100;

  private static final int LEAST = 4_000;
  private static final int MOST = 20_000;

  /**
   * Rates that were tried.
   *
   * @param nll mean in nats per target; infinite where it was given up as worse than others
   */
  public record Trial(Rates rates, double nll) {}

  /**
   * What was found.
   *
   * @param targets of the held-out text that were scored, from its beginning
   * @param trials in the order of the search
   */
  public record Result(DynamicNetwork model, int targets, List<Trial> trials) {}

  private final DynamicNetwork model;
  private final Passages passages;
  private final int targets;
  private final Team team;
  private final List<Trial> trials = new ArrayList<>();
  private Trial best = new Trial(Rates.STATIC, Double.POSITIVE_INFINITY);

  private RateSearch(DynamicNetwork model, Passages passages, int targets, Team team) {
    this.model = model;
    this.passages = passages;
    this.targets = targets;
    this.team = team;
  }

  static Result of(DynamicNetwork model, TokenizedSplit heldOut, Team team) {
    Passages passages = new Passages(heldOut);
    int targets = Math.min(affordable(model), passages.targets());
    return new RateSearch(model, passages, targets, team).result();
  }

  /** Targets of a trial, from the size of the model alone. */
  private static int affordable(DynamicNetwork model) {
    NeuralModel architecture = model.network().architecture();
    double scoreAndGradient = 8.0 * architecture.multipliedWeights();
    double update = OPERATIONS_OF_AN_UPDATE * architecture.parameters().length() / model.segment();
    return (int) Math.clamp(BUDGET / (scoreAndGradient + update), LEAST, MOST);
  }

  private Result result() {
    tryAll(List.of(Rates.STATIC));
    tryAll(DoubleStream.of(RATES).mapToObj(eta -> new Rates(eta, 0)).toList());
    double rate = best.rates().learningRate();
    if (rate > 0) {
      tryAll(DoubleStream.of(DECAYS).mapToObj(lambda -> new Rates(rate, lambda)).toList());
      double decay = best.rates().decay();
      tryAll(DoubleStream.of(FACTORS).mapToObj(f -> new Rates(product(f, rate), decay)).toList());
    }
    return new Result(model.with(best.rates()), targets, List.copyOf(trials));
  }

  /** Without a rounding that would show. */
  private static double product(double factor, double rate) {
    return BigDecimal.valueOf(factor).multiply(BigDecimal.valueOf(rate)).doubleValue();
  }

  /** Each on a thread of its own, from the same state of the search. */
  private void tryAll(List<Rates> all) {
    double limit = best.nll() * targets;
    Trial[] tried = new Trial[all.size()];
    team.run(all.size(), (i, thread) -> tried[i] = trial(all.get(i), limit));
    trials.addAll(List.of(tried));
    best =
        trials.stream()
            .filter(trial -> !Double.isNaN(trial.nll()))
            .min(Comparator.comparingDouble(Trial::nll))
            .orElseThrow();
  }

  private Trial trial(Rates rates, double limit) {
    try (Team alone = new Team(1)) {
      double sum = model.with(rates).score(passages, new float[targets], limit, alone);
      return new Trial(rates, sum < limit ? sum / targets : Double.POSITIVE_INFINITY);
    }
  }
}
