package org.isotopelm.coding;

/** What a string of bytes that no token stands for is: strings of one kind resemble each other. */
enum Leftover {
  /** What stands between two words. */
  GAP,

  /** What the unknown token stands for. */
  UNKNOWN,

  /** Bytes that are not UTF-8, with where they stand. */
  MALFORMED
}
