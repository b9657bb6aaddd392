package org.isotopelm.study.comparison;

/** What became of a point. */
public enum PointStatus {
  /** Every cell came to its end. */
  DONE,
  /** Given up by the study's pruning rule. */
  PRUNED,
  /** A cell diverged or crashed. */
  FAILED,
  /** Cells are missing: the study is not at its end, or its budget was. */
  UNFINISHED
}
