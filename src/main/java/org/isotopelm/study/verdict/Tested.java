package org.isotopelm.study.verdict;

import java.util.List;

/** What the test split says. */
public sealed interface Tested extends Finding {

  @Override
  default Place place() {
    return Place.CONCLUSION;
  }

  /** The test split was not scored. */
  record NoLook() implements Tested {
    @Override
    public String sentence() {
      return "There is no look at a test split, so nothing untouched confirms this.";
    }
  }

  /** A final training diverged. */
  record FinalFailed() implements Tested {
    @Override
    public String sentence() {
      return "A final training failed, so the test split confirms nothing.";
    }
  }

  /** The chosen model alone. */
  record Score(double nll) implements Tested {
    @Override
    public String sentence() {
      return "On the test split the chosen model has %s nats per token."
          .formatted(Figures.nats(nll));
    }
  }

  /**
   * Chosen minus λ = 0.
   *
   * @param ci95 of the difference, low and high; empty for a test split of one document
   */
  record Difference(double difference, List<Double> ci95) implements Tested {
    @Override
    public String sentence() {
      return "On the test split, after training on all other text, it lies %s %s λ = 0%s."
          .formatted(
              Figures.nats(Math.abs(difference)), difference < 0 ? "below" : "above", interval());
    }

    private String interval() {
      if (ci95.isEmpty()) {
        return "";
      }
      double low = ci95.get(0);
      double high = ci95.get(1);
      return " (95 % interval of the difference: "
          + Figures.nats(low)
          + " to "
          + Figures.nats(high)
          + ")"
          + (low <= 0 && high >= 0 ? ", which may be chance" : "");
    }
  }
}
