package org.isotopelm.study.verdict;

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
      return "The best is the config's own setting.";
    }
  }

  /** The config's own setting shares no finished cell with the best. */
  record OwnSettingUnknown() implements AgainstOthers {
    @Override
    public String sentence() {
      return "The config's own setting came to no end on any of the same cells.";
    }
  }

  /**
   * The best minus the config's own setting.
   *
   * @param setting its values where it is a point of the space, else null
   */
  record AgainstOwn(@Nullable String setting, Gap gap) implements AgainstOthers {
    @Override
    public String sentence() {
      return "Against the config's own setting%s it %s."
          .formatted(setting == null ? "" : ", " + setting + ",", verdict());
    }

    private String verdict() {
      if (!gap.isTested() || gap.isSignificant()) {
        return (gap.difference() <= 0 ? "gains " : "loses ") + gap.size();
      }
      return "gains nothing beyond noise: it lies %s %s".formatted(gap.size(), gap.side());
    }
  }

  /**
   * An opponent minus the best.
   *
   * @param hasNoDecay whether it sets every decay that is searched to 0
   */
  record Opponent(String name, boolean hasNoDecay, Gap gap) implements AgainstOthers {
    @Override
    public String sentence() {
      String who = name + (hasNoDecay ? " (λ = 0)" : "");
      if (gap.difference() <= 0) {
        return "The opponent %s lies %s below the best: that point is not the best setting known."
            .formatted(who, gap.size());
      }
      return !gap.isTested() || gap.isSignificant()
          ? "The opponent %s lies %s above the best.".formatted(who, gap.size())
          : "Against the opponent %s no gain was seen beyond noise: it lies %s above the best."
              .formatted(who, gap.size());
    }
  }
}
