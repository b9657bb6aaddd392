package org.isotopelm.text;

/** How documents come into the folds of cross-validation. */
public enum FoldOrder {
  /** By a hash of text (or group) and the split's seed, as the splits are drawn. */
  HASH,
  /** As they stand in the corpus, in contiguous blocks. */
  CONTIGUOUS
}
