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
      return "No training of the config's own setting came to its end on the same cells.";
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
      if (gap.isSignificant()) {
        return (gap.isBelow() ? "gains " : "loses ") + gap.size();
      }
      if (!gap.isTested() || gap.isNone()) {
        return gap.lies("that");
      }
      return gap.isSignificantAlone()
          ? gap.lies("that") + "; among so many comparisons that may be chance"
          : "gains nothing beyond noise: it lies %s %s".formatted(gap.size(), gap.side());
    }
  }

  /** An opponent that is significantly below the best. */
  record OpponentWins(Opponent opponent) implements AgainstOthers {
    @Override
    public String sentence() {
      return "The opponent %s lies %s below the best: that point is not the best setting known."
          .formatted(opponent.shown(), opponent.gap().size());
    }
  }

  /** An opponent that is significantly above the best. */
  record OpponentLoses(Opponent opponent) implements AgainstOthers {
    @Override
    public String sentence() {
      return "The opponent %s lies %s above the best."
          .formatted(opponent.shown(), opponent.gap().size());
    }
  }

  /** An opponent that no test tells from the best. */
  record OpponentIsOpen(Opponent opponent) implements AgainstOthers {
    @Override
    public String sentence() {
      return opponent.gap().isTested()
          ? "The test cannot tell the opponent %s from the best: it %s."
              .formatted(opponent.shown(), opponent.gap().lies("the best"))
          : "The opponent %s %s.".formatted(opponent.shown(), opponent.gap().lies("the best"));
    }
  }

  /**
   * An opponent minus the best.
   *
   * @param hasNoDecay whether it sets every decay that is searched to 0
   */
  record Opponent(String name, boolean hasNoDecay, Gap gap) {
    /** What its difference is, as a finding. */
    public AgainstOthers finding() {
      if (!gap.isSignificant()) {
        return new OpponentIsOpen(this);
      }
      return gap.isBelow() ? new OpponentWins(this) : new OpponentLoses(this);
    }

    String shown() {
      return name + (hasNoDecay ? " (λ = 0)" : "");
    }
  }
}
