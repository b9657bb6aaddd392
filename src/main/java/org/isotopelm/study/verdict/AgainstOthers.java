package org.isotopelm.study.verdict;

import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** The best against the config's own setting and against opponents. */
public sealed interface AgainstOthers extends Finding {

  @Override
  default Place place() {
    return Place.CONCLUSION;
  }

  /** The best is what the config says. */
  record OwnSetting() implements AgainstOthers {
    @Override
    public String sentence() {
      return "The best point is the config's own setting.";
    }
  }

  /** The config's own setting shares no finished cell with the best. */
  record OwnSettingUnknown() implements AgainstOthers {
    @Override
    public String sentence() {
      return "The gain over the config's own setting is not known, because no training of that setting"
          + " finished on the same cells.";
    }
  }

  /**
   * The best minus the config's own setting.
   *
   * @param setting its values where it is a point of the space, else null
   */
  record AgainstOwn(@Nullable String setting, Gap gap) implements AgainstOthers, Judged {
    @Override
    public String sentence() {
      String own = "the config's own setting" + (setting == null ? "" : ", " + setting);
      String both = "the best point " + Judged.verb(gap, own);
      return switch (gap.verdict()) {
        case SAME, UNTESTED, LOWER, HIGHER -> "T" + both.substring(1) + ".";
        case OPEN -> "T" + both.substring(1) + ", which may be chance.";
        case MAY_BE_CHANCE ->
            "T%s, which may be chance among %s."
                .formatted(both.substring(1), Phrases.count(gap.comparisons(), "comparison"));
      };
    }
  }

  /**
   * The counted baseline minus the best.
   *
   * @param label of the baseline, such as {@code counted 5-gram}
   * @param figure its mean over folds
   */
  record AgainstCounted(String label, double figure, Gap gap) implements AgainstOthers, Judged {
    @Override
    public String sentence() {
      String both =
          "A %s of the same tokens has a held-out %s of %s %s, which %s"
              .formatted(
                  label,
                  gap.unit().isNll() ? "nll" : "mean",
                  Figures.nats(figure),
                  gap.unit().of(),
                  Judged.verb(gap, "the best point"));
      return switch (gap.verdict()) {
        case LOWER -> both + ": on this text counting does better.";
        case HIGHER -> both + ": on this text training does better than counting.";
        case OPEN, MAY_BE_CHANCE -> both + ": the test cannot decide which is better.";
        case SAME, UNTESTED -> both + ".";
      };
    }
  }

  /**
   * An opponent minus the best.
   *
   * @param hasNoDecay whether it sets every decay that is searched to 0
   */
  record AgainstOpponent(String name, boolean hasNoDecay, Gap gap)
      implements AgainstOthers, Judged {
    @Override
    public String sentence() {
      String both =
          "the opponent %s%s %s"
              .formatted(name, hasNoDecay ? " (λ = 0)" : "", Judged.verb(gap, "the best point"));
      return switch (gap.verdict()) {
        case LOWER -> "A better setting is known: " + both + ".";
        case SAME, UNTESTED, HIGHER -> "T" + both.substring(1) + ".";
        case OPEN, MAY_BE_CHANCE -> "The test cannot decide: " + both + ".";
      };
    }
  }
}
