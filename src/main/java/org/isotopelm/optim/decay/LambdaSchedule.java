package org.isotopelm.optim.decay;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import java.util.Optional;
import org.isotopelm.base.Problem;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.Share;

/**
 * λ over a run: what λ_t is of λ. In the equations x = (t − 1)/(S − 1) runs from 0 at the first of
 * S steps to 1 at the last; {@code to} is a share of λ, and may be over 1.
 *
 * <p>Each is a record of its own keys; its {@code @JsonTypeName} is its name in the config. A new
 * one is such a record, its name in {@code permits}, and its keys in the schema.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface LambdaSchedule {
  /**
   * λ_t/λ.
   *
   * @param rates the learning rate of the run
   * @param step t, from 1
   */
  double share(Schedule rates, long step);

  /**
   * What is wrong with its keys beside one another.
   *
   * @param path of the schedule in the config
   */
  default Optional<Problem> fault(String path) {
    return Optional.empty();
  }

  /** λ_t = λ. */
  @JsonTypeName("constant")
  record Constant() implements LambdaSchedule {
    @Override
    public double share(Schedule rates, long step) {
      return 1;
    }
  }

  /**
   * λ_t/λ = 1 + (to − 1)·x.
   *
   * @param to at the end
   */
  @JsonTypeName("linear")
  record Linear(double to) implements LambdaSchedule {
    @Override
    public double share(Schedule rates, long step) {
      return between(1, to, position(rates, step));
    }
  }

  /**
   * λ_t/λ = to + (1 − to)·½(1 + cos πx).
   *
   * @param to at the end
   */
  @JsonTypeName("cosine")
  record Cosine(double to) implements LambdaSchedule {
    @Override
    public double share(Schedule rates, long step) {
      return between(to, 1, 0.5 * (1 + StrictMath.cos(Math.PI * position(rates, step))));
    }
  }

  /**
   * From 1 to {@code to} in as many equal falls as there are places.
   *
   * @param at the places, as shares of the run
   * @param to at the end
   */
  @JsonTypeName("step")
  record Step(List<Share> at, double to) implements LambdaSchedule {
    public Step {
      at = List.copyOf(at);
    }

    @Override
    public double share(Schedule rates, long step) {
      double x = position(rates, step);
      int passed = 0;
      for (Share place : at) {
        passed += x >= place.value() ? 1 : 0;
      }
      return between(1, to, (double) passed / at.size());
    }
  }

  /** λ_t/λ = s_t: decay anneals with the learning rate, once more than by its coupling. */
  @JsonTypeName("learning_rate")
  record WithLearningRate() implements LambdaSchedule {
    @Override
    public double share(Schedule rates, long step) {
      return rates.multiplier(step);
    }
  }

  /**
   * λ_t/λ = to + (1 − to)·x.
   *
   * @param to at the beginning
   */
  @JsonTypeName("rising")
  record Rising(double to) implements LambdaSchedule {
    @Override
    public double share(Schedule rates, long step) {
      return between(to, 1, position(rates, step));
    }
  }

  /**
   * 1 for a while, then straight down to {@code to}, then straight up to 1 at the end. With it the
   * tiny track of NanoGPT Slowrun, the public speedrun of data-limited training (github.com/
   * qlabs-eng/slowrun), went to 3.365 nats on 15 March 2026: of 15 epochs λ held for 2, fell for 6
   * to an eighth, and rose for 7. The default of {@code hold} and {@code fall} is from there.
   *
   * @param hold how long it stays 1, as a share of the run
   * @param fall how long it falls, as a share of the run; what is left of the run, it rises
   * @param to where it turns
   */
  @JsonTypeName("hold_fall_rise")
  record HoldFallRise(Share hold, Share fall, double to) implements LambdaSchedule {
    /** Shares that are the whole run on paper may miss 1 by rounding, as 7.7 % + 92.3 % do. */
    private static final double ROUNDING = 1e-9;

    @Override
    public Optional<Problem> fault(String path) {
      double both = turn();
      return both <= 1
          ? Optional.empty()
          : Optional.of(
              Problem.at(
                  path + ".fall",
                  "hold and fall are %s of the run together; they must be at most 1"
                      .formatted(both)));
    }

    @Override
    public double share(Schedule rates, long step) {
      double x = position(rates, step);
      double turn = turn();
      if (x <= hold.value()) {
        return 1;
      }
      return x <= turn
          ? between(1, to, Math.min(1, (x - hold.value()) / fall.value()))
          : between(to, 1, (x - turn) / (1 - turn));
    }

    private double turn() {
      double both = hold.value() + fall.value();
      return Math.abs(both - 1) <= ROUNDING ? 1 : both;
    }
  }

  /**
   * λ_t/λ = 1 − s_t: decay is strong where the learning rate is low. The unlimited track of NanoGPT
   * Slowrun in 2026 has λ_t/λ = f + (1 − f)·(1 − s_t)/(1 − s_min) with f = 0.7, by the name of
   * {@code inverse_lr}; its hour-long track an anti-phase in the last epochs alone.
   */
  @JsonTypeName("antiphase")
  record Antiphase() implements LambdaSchedule {
    @Override
    public double share(Schedule rates, long step) {
      return 1 - rates.multiplier(step);
    }
  }

  private static double position(Schedule rates, long step) {
    return rates.steps() == 1 ? 0 : (step - 1) / (rates.steps() - 1.0);
  }

  private static double between(double from, double to, double share) {
    return from + (to - from) * share;
  }
}
