package org.isotopelm;

/** What to do where the folder already holds a run. */
public enum ExistingRun {
  /** Refuse to train. */
  REFUSE,
  /** Go on from its last checkpoint; refuse where config or text have changed. */
  CONTINUE,
  /** Go on from its last checkpoint, although config or text may have changed. */
  CONTINUE_CHANGED,
  /** Delete it; refuse where its folder holds anything else. */
  REPLACE
}
