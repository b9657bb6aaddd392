package org.isotopelm.study.verdict;

import java.util.List;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

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
      return "No test split has been scored for this choice.";
    }
  }

  /** A final training diverged. */
  record FinalFailed() implements Tested {
    @Override
    public String sentence() {
      return "A final training failed, so the test split confirms nothing.";
    }
  }

  /**
   * The chosen model alone: there is no λ = 0 but itself.
   *
   * @param bitsPerByte null where a study of an earlier program kept none
   */
  record Score(double nll, @Nullable Double bitsPerByte) implements Tested {
    @Override
    public String sentence() {
      return "On the test split the chosen model has %s nats per token%s."
          .formatted(
              Figures.nats(nll),
              bitsPerByte == null ? "" : ", " + Figures.nats(bitsPerByte) + " bits per byte");
    }
  }

  /**
   * Chosen minus λ = 0 over the study's seeds, in nats per token.
   *
   * @param se standard error over seeds; null where it is unknown
   */
  record Seeds(int seeds, double difference, @Nullable Double se) implements Tested {
    @Override
    public String sentence() {
      return "Over %s the difference there is %s%s nats%s."
          .formatted(
              Phrases.count(seeds, "seed"),
              Figures.nats(difference),
              se == null ? "" : " ± " + Figures.nats(se),
              se == null ? "" : ", the noise of training alone");
    }
  }

  /**
   * An opponent minus the chosen model, in nats per token.
   *
   * @param ci95 of the difference, low and high; empty for a test split of one document
   */
  record Opponent(String name, double difference, boolean isNone, List<Double> ci95)
      implements Tested {
    @Override
    public String sentence() {
      return "On the test split the opponent %s %s%s."
          .formatted(
              name,
              isNone
                  ? "does not differ from the chosen model"
                  : "lies %s nats %s the chosen model"
                      .formatted(
                          Figures.nats(Math.abs(difference)), difference < 0 ? "below" : "above"),
              isNone || ci95.isEmpty() ? "" : Tested.interval(ci95));
    }
  }

  /** An opponent that cuts the text into other tokens, and the chosen model. */
  record OpponentBytes(String name, double bitsPerByte, double chosen) implements Tested {
    @Override
    public String sentence() {
      return "On the test split the opponent %s has %s bits per byte, the chosen model %s."
          .formatted(name, Figures.nats(bitsPerByte), Figures.nats(chosen));
    }
  }

  /** An opponent whose final training failed. */
  record OpponentFailed(String name) implements Tested {
    @Override
    public String sentence() {
      return "The final training of the opponent %s failed, so it has no test score."
          .formatted(name);
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
              isNone || ci95.isEmpty() ? "" : Tested.interval(ci95));
    }
  }

  private static String interval(List<Double> ci95) {
    double low = ci95.get(0);
    double high = ci95.get(1);
    return " (95 %% interval of the difference: %s to %s)%s"
        .formatted(
            Figures.nats(low),
            Figures.nats(high),
            low <= 0 && high >= 0 ? ", which may be chance" : "");
  }
}
