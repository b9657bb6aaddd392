package org.isotopelm.report.study;

/** What a finding says of a single point. */
enum Mark {
  BEST,
  /** The strongest decay within one standard error of the best. */
  SIMPLE,
  /** Not told from the best by the paired test. */
  SET,
  PRUNED,
  UNFINISHED,
  FAILED
}
