package org.isotopelm.optim.average;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Share;

/**
 * The plain mean of the weights over the last part of a run (Polyak and Juditsky 1992,
 * "Acceleration of Stochastic Approximation by Averaging", equation 3, from a later step on;
 * Izmailov et al. 2018, "Averaging Weights Leads to Wider Optima and Better Generalization",
 * 1803.05407, algorithm 1, which also chooses its learning rate for it). The n-th step that enters
 * has w_t = 1/n.
 *
 * <p>The last step always enters. A run that stops before this part begins has no average.
 *
 * @param share of the run's steps, its last ones
 */
@JsonTypeName("tail")
public record TailAverage(Share share) implements Average {
  /** Steps that enter, at most: more of them are no better, as neighbours are alike. */
  static final int MOST = 256;

  @Override
  public long first(Horizon horizon) {
    long steps = horizon.schedule().steps();
    long every = every(horizon);
    return steps - (Math.ceilDiv(length(horizon), every) - 1) * every;
  }

  /** Steps from one that enters to the next. */
  private long every(Horizon horizon) {
    return Math.ceilDiv(length(horizon), MOST);
  }

  private long length(Horizon horizon) {
    return Math.max(1, Math.round(share.value() * horizon.schedule().steps()));
  }

  @Override
  public double share(long step, Horizon horizon) {
    long since = step - first(horizon);
    long every = every(horizon);
    return since < 0 || since % every != 0 ? 0 : 1.0 / (1 + since / every);
  }
}
