package org.isotopelm.study.verdict;

/**
 * What the test of a difference decides, at the level {@link
 * org.isotopelm.study.statistics.TTest#LEVEL}.
 */
public enum Verdict {
  /** The difference is below what figures can mean. */
  SAME,
  /** There is no test, as with one pair. */
  UNTESTED,
  /** The test shows no difference. */
  OPEN,
  /** The test alone shows one, but not after the correction for the number of comparisons. */
  MAY_BE_CHANCE,
  /** Significantly lower, which is better. */
  LOWER,
  /** Significantly higher. */
  HIGHER
}
