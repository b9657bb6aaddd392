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

  /** The chosen model alone: there is no λ = 0 but itself. */
  record Score(double nll) implements Tested {
    @Override
    public String sentence() {
      return "On the test split the chosen model has %s nats per token."
          .formatted(Figures.nats(nll));
    }
  }

  /**
   * Chosen minus λ = 0, in nats per token, as the two cut the text alike.
   *
   * @param isNone whether the difference is below what figures can mean
   * @param ci95 of the difference, low and high; empty for a test split of one document
   */
  record Difference(double difference, boolean isNone, List<Double> ci95) implements Tested {
    @Override
    public String sentence() {
      return "On the test split, after training on all other text, it %s%s."
          .formatted(
              isNone
                  ? "does not differ from λ = 0"
                  : "lies %s nats %s λ = 0"
                      .formatted(
                          Figures.nats(Math.abs(difference)), difference < 0 ? "below" : "above"),
              isNone || ci95.isEmpty() ? "" : interval());
    }

    private String interval() {
      double low = ci95.get(0);
      double high = ci95.get(1);
      return " (95 %% interval of the difference: %s to %s)%s"
          .formatted(
              Figures.nats(low),
              Figures.nats(high),
              low <= 0 && high >= 0 ? ", which may be chance" : "");
    }
  }
}
