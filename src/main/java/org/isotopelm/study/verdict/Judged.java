package org.isotopelm.study.verdict;

/** A finding whose sentence depends on the verdict of one comparison. */
public sealed interface Judged
    permits Recommendation.Beside,
        AgainstZero.Stopping,
        AgainstOthers.AgainstOwn,
        AgainstOthers.AgainstOpponent,
        AgainstOthers.AgainstCounted,
        Tested.Difference,
        Tested.Opponent,
        Tested.Counted {

  Gap gap();

  /** {@code is 0.0410 nats (…) lower than the other}, or {@code does not differ from the other}. */
  static String verb(Gap gap, String other) {
    return gap.verdict() == Verdict.SAME
        ? "does not differ from " + other
        : "is " + gap.than(other);
  }
}
