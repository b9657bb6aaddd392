package org.isotopelm.study.verdict;

import java.util.List;
import java.util.Locale;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Which model a study gives to its owner, how good it is, and why it is this one. */
public sealed interface Recommendation extends Finding {

  @Override
  default Place place() {
    return Place.CONCLUSION;
  }

  /**
   * The counted model is better than all that was made of the chosen point, beyond chance.
   *
   * @param label such as {@code counted 5-gram}
   * @param than the label of the recommended model
   * @param gap counted minus that one
   */
  record CountedIsBetter(String label, Rung counted, String than, Gap gap, boolean once)
      implements Recommendation {
    @Override
    public String sentence() {
      return "The %s alone is better than every final model, so use %s/: %s. That is %s than the %s."
          .formatted(
              label, counted.name(), score(counted, once), gap.size() + " " + gap.side(), than);
    }
  }

  /**
   * The model that is recommended.
   *
   * @param among whether the counted model is better than all of these
   * @param once whether this was the only look at the test split
   */
  record Recommended(Rung best, boolean among, boolean once) implements Recommendation {
    @Override
    public String sentence() {
      return "The %s is recommended%s, and chosen/ is a copy of it: %s."
          .formatted(best.label(), among ? " among the others" : "", score(best, once));
    }
  }

  /** It is better than the single model, and the best of those that are. */
  record Better(int models, boolean lowest, Gap toSingle) implements Recommendation {
    @Override
    public String sentence() {
      return "%s: %s than the single model.%s"
          .formatted(
              lowest
                  ? "It is the best of %s".formatted(Phrases.count(models, "final model"))
                  : "It is the best of those final models that are better than the single model beyond chance",
              toSingle.size() + " " + toSingle.side(),
              models > 2
                  ? " As the best of several on the same text it looks slightly too good."
                  : "");
    }
  }

  /**
   * It is the single model, because no other one is better beyond chance.
   *
   * @param nearest the label of the lowest of the others; null where there is no other
   * @param gap the nearest minus the single model; null likewise
   */
  record Simplest(@Nullable String nearest, @Nullable Gap gap) implements Recommendation {
    @Override
    public String sentence() {
      return nearest == null || gap == null
          ? "It is the only final model."
          : "No other final model is better beyond chance, so it is the simplest: the nearest, the %s, %s."
              .formatted(nearest, Judged.verb(gap, "the single model"));
    }
  }

  /**
   * What it consists of, how large it is, and how fast.
   *
   * @param network such as {@code an LSTM}
   * @param members trainings in the ensemble; 1 without one
   * @param counted the label of the counted model
   */
  record Consists(Rung best, String network, int members, String counted)
      implements Recommendation {
    @Override
    public String sentence() {
      return "It %s. It has %s on disk and scores %s tokens a second here."
          .formatted(
              what(), Figures.bytes(best.bytesOnDisk()), Figures.rate(best.tokensPerSecond()));
    }

    private String what() {
      return switch (best.name()) {
        case Rung.MIX -> mixture();
        case Rung.ENSEMBLE ->
            "is the mean of " + Phrases.count(members, "training") + " of " + network;
        case Rung.STUDENT -> "is " + network + " of smaller widths that learned from the others";
        default -> "is " + network;
      };
    }

    private String mixture() {
      List<Rung.Member> parts = best.members();
      double cache = 1 - parts.stream().mapToDouble(Rung.Member::weight).sum();
      return String.format(
          Locale.ROOT,
          "mixes %s (%s) with the %s (%s) and a cache of the last %,d tokens (%s)",
          members > 1 ? Phrases.count(members, "training") + " of " + network : network,
          share(parts.getFirst().weight()),
          counted,
          share(parts.getLast().weight()),
          FinalSpec.CACHE,
          share(cache));
    }

    private static String share(double weight) {
      double percent = 100 * weight;
      return percent < 0.5 ? "under 1 %" : Figures.fixed(percent, 0) + " %";
    }
  }

  /**
   * What stands beside the final models, against the recommended one.
   *
   * @param who at the head of a sentence
   * @param than the label of the recommended model
   * @param gap this minus that
   * @param rung its size and speed
   */
  record Beside(String who, String than, Gap gap, Rung rung) implements Recommendation, Judged {
    @Override
    public String sentence() {
      boolean open = gap.verdict() == Verdict.OPEN;
      return "%s %s%s%s."
          .formatted(
              who,
              Judged.verb(gap, "the " + than),
              open ? ", which may be chance" : "",
              rung.name().equals(Rung.COUNTED) && (open || gap.verdict() == Verdict.SAME)
                  ? "; it lies in %s/, has %s and scores %s tokens a second"
                      .formatted(
                          rung.name(),
                          Figures.bytes(rung.bytesOnDisk()),
                          Figures.rate(rung.tokensPerSecond()))
                  : "");
    }
  }

  /** Bits per byte and perplexity with their intervals, on the test split. */
  private static String score(Rung rung, boolean once) {
    return "on the test split%s it has %s bits per byte%s and a perplexity of %s per token%s"
        .formatted(
            once ? ", scored once," : "",
            Figures.nats(rung.bitsPerByte()),
            rung.bitsCi95().isEmpty()
                ? ""
                : " (%s)"
                    .formatted(
                        Phrases.interval(
                            Figures.nats(rung.bitsCi95().getFirst()),
                            Figures.nats(rung.bitsCi95().getLast()))),
            perplexity(rung.nll()),
            rung.ci95().isEmpty()
                ? ""
                : " (%s to %s)"
                    .formatted(
                        perplexity(rung.ci95().getFirst()), perplexity(rung.ci95().getLast())));
  }

  private static String perplexity(double nll) {
    return Figures.perplexity(StrictMath.exp(nll));
  }
}
