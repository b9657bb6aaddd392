package org.isotopelm.study.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** What the decay searched is worth against none. */
public sealed interface AgainstZero extends Finding {

  @Override
  default Place place() {
    return Place.CONCLUSION;
  }

  /**
   * The smallest effect that the study would have seen four times in five.
   *
   * @param effect its size
   * @param level of the test, 0.05 divided by the number of comparisons
   */
  record Visible(Unit unit, double effect, double level) {
    String missed() {
      return "; an effect under %s would be missed more often than one time in five, by a test at p < %s"
          .formatted(unit.shown(effect), Phrases.figure(level));
    }
  }

  /**
   * λ = 0 is the best.
   *
   * @param visible null where it is of no interest, as stronger decay surely hurts, or unknown
   */
  record ZeroIsBest(@Nullable Visible visible) implements AgainstZero {
    @Override
    public String sentence() {
      return "No benefit of weight decay was seen: λ = 0 is the best%s.".formatted(missed(visible));
    }
  }

  /** λ = 0 shares no finished cell with the best. */
  record ZeroUnknown() implements AgainstZero {
    @Override
    public String sentence() {
      return "No training of λ = 0 came to its end on the same cells, so the gain over it is unknown.";
    }
  }

  /** The best against λ = 0 on one pair. */
  record OnePair(Gap gap) implements AgainstZero {
    @Override
    public String sentence() {
      return "It lies %s %s λ = 0; one pair cannot tell that from noise: raise study.folds or study.seeds."
          .formatted(gap.amount(), gap.side());
    }
  }

  /** The two differ in more than λ, so that no test of λ can be made. */
  record OtherLength(Gap gap) implements AgainstZero {
    @Override
    public String sentence() {
      return "It lies %s %s λ = 0, but the two were not trained for the same length, so that this says nothing of λ."
          .formatted(gap.amount(), gap.side());
    }
  }

  /** The difference is below what figures can mean. */
  record NoDifference() implements AgainstZero {
    @Override
    public String sentence() {
      return "It does not differ from λ = 0: this much decay does nothing.";
    }
  }

  /** The best against λ = 0, not significant even alone. */
  record NoBenefit(Gap gap, @Nullable Visible visible) implements AgainstZero {
    @Override
    public String sentence() {
      return "No benefit over λ = 0 was seen beyond noise: it lies %s %s it%s."
          .formatted(gap.size(), gap.side(), missed(visible));
    }
  }

  /** The best against λ = 0: significant alone, but not among all comparisons. */
  record MayBeChance(Gap gap, @Nullable Visible visible) implements AgainstZero {
    @Override
    public String sentence() {
      return "It lies %s %s λ = 0; among so many comparisons that may be chance%s."
          .formatted(gap.size(), gap.side(), missed(visible));
    }
  }

  /** The best is significantly below λ = 0. */
  record Helps(Gap gap) implements AgainstZero {
    @Override
    public String sentence() {
      return "Decay helps: it lies %s below λ = 0%s.".formatted(gap.size(), perplexity());
    }

    private String perplexity() {
      return gap.unit().isNll()
          ? String.format(
              Locale.ROOT,
              ", a perplexity lower by %.1f %%",
              100 * (1 - StrictMath.exp(gap.difference())))
          : "";
    }
  }

  /** The best is significantly above λ = 0. */
  record Hurts(Gap gap) implements AgainstZero {
    @Override
    public String sentence() {
      return "Decay hurts: even the best λ lies %s above λ = 0.".formatted(gap.size());
    }
  }

  /**
   * The weakest decay, not that of the best, that is significantly above the λ = 0 that shares all
   * its other values.
   */
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

  /** It is significantly above. */
  record StoppingIsBetter(Gap gap) implements AgainstZero {
    @Override
    public String sentence() {
      return "Stopping λ = 0 at its best checkpoint does better: the best lies %s above that."
          .formatted(gap.size());
    }
  }

  /** Neither. */
  record StoppingIsOpen(Gap gap) implements AgainstZero {
    @Override
    public String sentence() {
      return "Whether stopping λ = 0 at its best checkpoint would do as well cannot be told: the best %s."
          .formatted(gap.lies("that"));
    }
  }

  /** Groups that decay in λ = 0 too, as their decay is not searched. */
  record OtherDecay(List<String> groups) implements AgainstZero {
    @Override
    public String sentence() {
      return "λ = 0 is without the decay that is searched only: %s %s as the config says."
          .formatted(Phrases.list(groups), groups.size() == 1 ? "decays" : "decay");
    }
  }

  private static String missed(@Nullable Visible visible) {
    return visible == null ? "" : visible.missed();
  }
}
