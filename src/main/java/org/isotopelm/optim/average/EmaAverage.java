package org.isotopelm.optim.average;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Span;

/**
 * The exponential moving average of the weights (Morales-Brotons, Vogels and Hendrikx 2024,
 * "Exponential Moving Average of Weights in Deep Learning: Dynamics and Benefits", 2411.18704,
 * equation 1), from the first step on and without the bias of its beginning (as Kingma and Ba 2015,
 * section 3, correct it for moments): of n steps that enter, the i-th counts β^(n−i) / Σ_j β^(n−j),
 * so
 *
 * <pre>
 *   w_t = (1 − β) / (1 − βⁿ),   β = 2^(−k/h)
 * </pre>
 *
 * <p>where every k-th step enters and h is the half-life in steps.
 *
 * @param halfLife after which weights count half as much
 */
@JsonTypeName("ema")
public record EmaAverage(Span halfLife) implements Average {
  /** Steps that enter in a half-life, at least where it has so many. */
  static final int IN_HALF_LIFE = 32;

  private static final double LN_2 = StrictMath.log(2);

  @Override
  public long first(Horizon horizon) {
    return every(horizon);
  }

  private long every(Horizon horizon) {
    double span = Math.min(horizon.steps(halfLife), (double) horizon.schedule().steps());
    return Math.max(1, (long) (span / IN_HALF_LIFE));
  }

  @Override
  public double share(long step, Horizon horizon) {
    long every = every(horizon);
    if (step % every != 0) {
      return 0;
    }
    double lost = LN_2 * every / horizon.steps(halfLife);
    double times = (double) Math.floorDiv(step, every);
    return StrictMath.expm1(-lost) / StrictMath.expm1(-lost * times);
  }
}
