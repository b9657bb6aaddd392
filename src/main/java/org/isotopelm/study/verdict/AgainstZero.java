package org.isotopelm.study.verdict;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the decay searched is worth against none. */
public sealed interface AgainstZero extends Finding {

  @Override
  default Place place() {
    return Place.CONCLUSION;
  }

  /**
   * λ = 0 is the best.
   *
   * @param detectable the smallest effect seen four times in five; null where it is of no interest,
   *     as stronger decay surely hurts, or unknown
   */
  record ZeroIsBest(@Nullable Double detectable) implements AgainstZero {
    @Override
    public String sentence() {
      return "No benefit of weight decay was seen: λ = 0 is the best%s."
          .formatted(missed(detectable));
    }
  }

  /** λ = 0 shares no finished cell with the best. */
  record ZeroUnknown() implements AgainstZero {
    @Override
    public String sentence() {
      return "λ = 0 came to no end on any of the same cells, so the gain over it is unknown.";
    }
  }

  /** The best against λ = 0 on one pair. */
  record OnePair(Gap gap) implements AgainstZero {
    @Override
    public String sentence() {
      return "It lies %s nats %s λ = 0; one pair cannot tell that from noise: raise study.folds or study.seeds."
          .formatted(gap.nats(), gap.side());
    }
  }

  /** The best against λ = 0, not significant. */
  record NoBenefit(Gap gap, @Nullable Double detectable) implements AgainstZero {
    @Override
    public String sentence() {
      return "No benefit over λ = 0 was seen beyond noise: it lies %s %s it%s."
          .formatted(gap.size(), gap.side(), missed(detectable));
    }
  }

  /** The best is significantly below λ = 0. */
  record Helps(Gap gap) implements AgainstZero {
    @Override
    public String sentence() {
      return "Decay helps: it lies %s below λ = 0, a perplexity lower by %s %%."
          .formatted(
              gap.size(),
              String.format(Locale.ROOT, "%.1f", 100 * (1 - StrictMath.exp(gap.difference()))));
    }
  }

  /** The best is significantly above λ = 0. */
  record Hurts(Gap gap) implements AgainstZero {
    @Override
    public String sentence() {
      return "Decay hurts: even the best λ lies %s above λ = 0.".formatted(gap.size());
    }
  }

  /** The weakest decay, not that of the best, that is significantly above λ = 0. */
  record TooMuchHurts(Map<String, Object> values, Gap gap) implements AgainstZero {
    @Override
    public String sentence() {
      return "Too much decay hurts: %s lies %s above λ = 0."
          .formatted(Phrases.describe(values), gap.size());
    }
  }

  /** The best at its end is significantly below λ = 0 at its best checkpoint. */
  record StoppingIsWorse(Gap gap) implements AgainstZero {
    @Override
    public String sentence() {
      return "Stopping λ = 0 at its best checkpoint does not do the same: the best still lies %s below that."
          .formatted(gap.size());
    }
  }

  /** It is not. */
  record StoppingIsAsGood(Gap gap) implements AgainstZero {
    @Override
    public String sentence() {
      return "Stopping λ = 0 at its best checkpoint does as well: the best lies %s %s it."
          .formatted(gap.size(), gap.side());
    }
  }

  private static String missed(@Nullable Double detectable) {
    return detectable == null
        ? ""
        : "; an effect under %s would be missed more often than one time in five"
            .formatted(Figures.nats(detectable));
  }
}
