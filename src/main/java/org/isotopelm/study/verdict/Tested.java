package org.isotopelm.study.verdict;

import java.util.Objects;
import org.isotopelm.eval.Resolution;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.Rung.Against;
import org.isotopelm.study.trial.Metric;
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
  record Score(double nll, @Nullable Double bitsPerByte) implements Tested {
    @Override
    public String sentence() {
      return "On the test split the chosen model has a perplexity of %s (%s nats per token%s)."
          .formatted(
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
  record Difference(Gap gap) implements Tested, Judged {
    @Override
    public String sentence() {
      return Tested.compared(
          "On the test split the chosen model, trained on all other text,", gap, "λ = 0");
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
      return "Over %s the mean difference between the chosen model and λ = 0 on the test split is %s%s nats%s."
          .formatted(
              Phrases.count(seeds, "seed"),
              Figures.nats(difference),
              se == null ? "" : " ± " + Figures.nats(se),
              se == null ? "" : " (the standard error holds the noise of training alone)");
    }
  }

  /** An opponent minus the chosen model, in nats per token. */
  record Opponent(String name, Gap gap) implements Tested, Judged {
    @Override
    public String sentence() {
      return Tested.compared("On the test split the opponent " + name, gap, "the chosen model");
    }
  }

  /** The counted baseline minus the chosen model, in nats per token. */
  record Counted(String label, Gap gap) implements Tested, Judged {
    @Override
    public String sentence() {
      return Tested.compared("On the test split the " + label, gap, "the chosen model");
    }
  }

  /** An opponent that cuts the text into other tokens, and the chosen model. */
  record OpponentBytes(String name, double bitsPerByte, double chosen) implements Tested {
    @Override
    public String sentence() {
      return "On the test split the opponent %s has %s bits per byte, and the chosen model has %s."
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
   * Which of the final models is recommended, and why.
   *
   * @param best the one that is recommended
   * @param single the one training of the chosen point
   * @param models how many there are
   * @param nearest where the single model is recommended, the lowest of the others; null without
   *     others
   * @param lower what stands beside these, is no candidate, and has the lowest nll of all; null
   *     where there is none
   */
  record Recommended(
      Rung best, Rung single, int models, @Nullable Rung nearest, @Nullable Rung lower)
      implements Tested {
    @Override
    public String sentence() {
      String still =
          lower == null
              ? ""
              : " Lower still is %s (%s/): %s nats per token."
                  .formatted(
                      lower.name().equals(Rung.ZERO) ? lower.label() : "the " + lower.label(),
                      lower.name(),
                      Figures.nats(lower.nll()));
      return (best.equals(single) ? alone() : better()) + still;
    }

    private String alone() {
      return nearest == null
          ? "The single model is the only final model, and chosen/ is a copy of it."
          : "No other final model is better than the single model beyond chance on the test split, so chosen/ is a copy of the single model. The nearest, the %s, %s."
              .formatted(nearest.label(), Judged.verb(gap(nearest), "the single model"));
    }

    private String better() {
      return "Of %s final models the %s is recommended, and chosen/ is a copy of it: on the test split its nll is %s nats per token (%s bits per byte), which %s. It has %s on disk and scores %s tokens a second; the single model has %s and scores %s. %s"
          .formatted(
              models,
              best.label(),
              Figures.nats(best.nll()),
              Figures.nats(best.bitsPerByte()),
              Judged.verb(gap(best), "that of the single model"),
              Figures.bytes(best.bytesOnDisk()),
              Figures.rate(best.tokensPerSecond()),
              Figures.bytes(single.bytesOnDisk()),
              Figures.rate(single.tokensPerSecond()),
              models > 2
                  ? "Its nll is the lowest of several on the same text, so it is slightly optimistic."
                  : "")
          .strip();
    }

    private Gap gap(Rung rung) {
      Against paired = Objects.requireNonNull(rung.pairedToSingle());
      return new Gap(
          Gaps.unit(Metric.NLL),
          paired.difference(),
          Resolution.isNone(paired.difference()),
          paired.ci95(),
          paired.p(),
          paired.pHolm(),
          paired.documents(),
          models - 1);
    }
  }

  private static String compared(String one, Gap gap, String other) {
    String chance = gap.verdict() == Verdict.OPEN ? ", which may be chance" : "";
    return one + " " + Judged.verb(gap, other) + chance + ".";
  }
}
