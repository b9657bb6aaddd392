package org.isotopelm.study.verdict;

import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * What the test split says of the chosen point's model: {@code the chosen model}, or {@code the
 * single model} where others are made beside it.
 */
public sealed interface Tested extends Finding {

  @Override
  default Place place() {
    return Place.CONCLUSION;
  }

  /** The test split was not scored. */
  record NoLook() implements Tested {
    @Override
    public String sentence() {
      return "This choice has not been scored on a test split.";
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
   * The chosen model alone, where it is not compared with λ = 0.
   *
   * @param bitsPerByte null where a study of an earlier program kept none
   */
  record Score(String model, double nll, @Nullable Double bitsPerByte) implements Tested {
    @Override
    public String sentence() {
      return "On the test split %s has a perplexity of %s (%s nats per token%s)."
          .formatted(
              model,
              Figures.perplexity(StrictMath.exp(nll)),
              Figures.nats(nll),
              bitsPerByte == null ? "" : ", " + Figures.nats(bitsPerByte) + " bits per byte");
    }
  }

  /** The time was too short to train λ = 0 for the test. */
  record ZeroLeftOut() implements Tested {
    @Override
    public String sentence() {
      return "The test split does not compare it with λ = 0, because the time of the budget was too short to train λ = 0 on all other text.";
    }
  }

  /** Chosen minus λ = 0, in nats per token, as the two cut the text alike. */
  record Difference(String model, Gap gap) implements Tested, Judged {
    @Override
    public String sentence() {
      return Tested.compared(
          "On the test split %s, trained on all other text,".formatted(model), gap, "λ = 0");
    }
  }

  /**
   * Chosen minus λ = 0 over the study's seeds, in nats per token.
   *
   * @param se standard error over seeds; null where it is unknown
   */
  record Seeds(String model, int seeds, double difference, @Nullable Double se) implements Tested {
    @Override
    public String sentence() {
      return "Over %s the mean difference between %s and λ = 0 on the test split is %s%s nats%s."
          .formatted(
              Phrases.count(seeds, "seed"),
              model,
              Figures.nats(difference),
              se == null ? "" : " ± " + Figures.nats(se),
              se == null ? "" : " (the standard error holds the noise of training alone)");
    }
  }

  /** An opponent minus the chosen model, in nats per token. */
  record Opponent(String name, String model, Gap gap) implements Tested, Judged {
    @Override
    public String sentence() {
      return Tested.compared("On the test split the opponent " + name, gap, model);
    }
  }

  /** The counted baseline minus the chosen model, in nats per token. */
  record Counted(String label, String model, Gap gap) implements Tested, Judged {
    @Override
    public String sentence() {
      return Tested.compared("On the test split the " + label, gap, model);
    }
  }

  /** An opponent that cuts the text into other tokens, and the chosen model. */
  record OpponentBytes(String name, double bitsPerByte, String model, double chosen)
      implements Tested {
    @Override
    public String sentence() {
      return "On the test split the opponent %s has %s bits per byte, and %s has %s."
          .formatted(name, Figures.nats(bitsPerByte), model, Figures.nats(chosen));
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

  private static String compared(String one, Gap gap, String other) {
    String chance = gap.verdict() == Verdict.OPEN ? ", which may be chance" : "";
    return one + " " + Judged.verb(gap, other) + chance + ".";
  }
}
