package org.isotopelm.study.verdict;

import java.util.List;
import java.util.Map;
import org.isotopelm.study.statistics.TTest;
import org.isotopelm.study.verdict.Winner.WithZero;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * What the decay searched is worth against none. The first of these is the study's answer, and
 * stands before all else: which λ, how much better than none, how sure.
 */
public sealed interface AgainstZero extends Finding {

  @Override
  default Place place() {
    return Place.CONCLUSION;
  }

  /**
   * The smallest effect that the study detects with a power of 80 %.
   *
   * @param effect its size
   * @param level of the test, 0.05 divided by the number of comparisons
   */
  record Visible(Unit unit, double effect, double level) {
    static String after(@Nullable Visible visible) {
      return visible == null ? "" : " " + visible.sentence();
    }

    private String sentence() {
      return "This study is too small to detect a difference below %s reliably (power 80 %%, p < %s)."
          .formatted(unit.shown(effect), Phrases.figure(level));
    }
  }

  /** The best is significantly below λ = 0. */
  record Helps(WithZero both) implements AgainstZero {
    @Override
    public String sentence() {
      return "Decay helps: %s.".formatted(both.shown());
    }
  }

  /** The best is significantly above λ = 0. */
  record Hurts(WithZero both) implements AgainstZero {
    @Override
    public String sentence() {
      return "Decay hurts even at its best: %s.".formatted(both.shown());
    }
  }

  /** The best against λ = 0: significant alone, but not among all comparisons. */
  record MayBeChance(WithZero both, @Nullable Visible visible) implements AgainstZero {
    @Override
    public String sentence() {
      return "Decay may %s, but this may be chance: %s. The corrected p decides, and it is not below %s.%s"
          .formatted(
              both.gap().isBelow() ? "help" : "hurt",
              both.shown(),
              Phrases.figure(TTest.LEVEL),
              Visible.after(visible));
    }
  }

  /** The best against λ = 0, not significant even alone: it is below that, or above it. */
  record NoBenefit(WithZero both, @Nullable Visible visible) implements AgainstZero {
    @Override
    public String sentence() {
      return "%s: %s.%s"
          .formatted(
              both.gap().isBelow() ? "No benefit of decay was shown" : "Decay did not help",
              both.gap().isBelow() ? both.shown() : both.shownAfterZero(),
              Visible.after(visible));
    }
  }

  /**
   * λ = 0 is the best.
   *
   * @param visible null where it is of no interest, as stronger decay surely hurts, or unknown
   */
  record ZeroIsBest(Winner winner, @Nullable Visible visible) implements AgainstZero {
    @Override
    public String sentence() {
      return "No benefit of decay was shown: %s.%s"
          .formatted(winner.lowest(), Visible.after(visible));
    }
  }

  /** The difference is below what figures can mean. */
  record NoDifference(Winner winner) implements AgainstZero {
    @Override
    public String sentence() {
      return "This much decay does nothing: %s, and does not differ from λ = 0."
          .formatted(winner.lowest());
    }
  }

  /** The best against λ = 0 on one pair. */
  record OnePair(WithZero both) implements AgainstZero {
    @Override
    public String sentence() {
      return "Whether decay helps is not known: %s. One pair of trainings cannot show whether the difference is noise: raise study.folds or study.seeds."
          .formatted(both.shown());
    }
  }

  /** The two differ in more than λ, so that no test of λ can be made. */
  record OtherLength(WithZero both) implements AgainstZero {
    @Override
    public String sentence() {
      return "Whether decay helps is not known: %s. The two were not trained for the same length, so this difference says nothing about λ."
          .formatted(both.shown());
    }
  }

  /** λ = 0 shares no finished cell with the best. */
  record ZeroUnknown(Winner winner) implements AgainstZero {
    @Override
    public String sentence() {
      return "Whether decay helps is not known: %s, but no training of λ = 0 finished on the same cells."
          .formatted(winner.lowest());
    }
  }

  /**
   * A decay, not that of the best, that is significantly above the λ = 0 that shares all its other
   * values.
   *
   * @param zero the values of that λ = 0
   */
  record TooMuchHurts(Map<String, Object> values, Map<String, Object> zero, Gap gap)
      implements AgainstZero {
    @Override
    public String sentence() {
      return "Too much decay hurts: %s is %s."
          .formatted(
              Phrases.describe(values),
              gap.than(zero.size() > 1 ? Phrases.describe(zero) : "λ = 0"));
    }
  }

  /** The best at its end against λ = 0 at its best checkpoint, by a test. */
  record Stopping(Gap gap) implements AgainstZero, Judged {
    @Override
    public String sentence() {
      return switch (gap.verdict()) {
        case LOWER ->
            "Stopping λ = 0 early does not replace decay: the best point is %s."
                .formatted(gap.than("λ = 0 at its best checkpoint"));
        case HIGHER ->
            "Stopping λ = 0 early does better than decay: the best point is %s."
                .formatted(gap.than("λ = 0 at its best checkpoint"));
        case SAME, UNTESTED, OPEN, MAY_BE_CHANCE ->
            "Stopping λ = 0 early may do as well as decay: the best point %s%s."
                .formatted(
                    Judged.verb(gap, "λ = 0 at its best checkpoint"),
                    gap.verdict() == Verdict.SAME ? "" : ", which may be chance");
      };
    }
  }

  /** Groups that decay in λ = 0 too, as their decay is not searched. */
  record OtherDecay(List<String> groups) implements AgainstZero {
    @Override
    public String sentence() {
      return "Here λ = 0 sets only the decay that is searched to 0: the %s %s still %s as the config says."
          .formatted(
              groups.size() == 1 ? "group" : "groups",
              Phrases.list(groups),
              groups.size() == 1 ? "decays" : "decay");
    }
  }
}
