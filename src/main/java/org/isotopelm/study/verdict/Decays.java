package org.isotopelm.study.verdict;

import org.isotopelm.study.space.Space;
import org.jspecify.annotations.Nullable;

/** Values of the config that mean no decay. */
final class Decays {
  private Decays() {}

  /** No decay, as a λ or exposure or as a time; or none that is searched. */
  static boolean isNone(@Nullable Object value) {
    return value == null || Space.INFINITE.equals(value) || isZero(value);
  }

  static boolean isZero(@Nullable Object value) {
    return value instanceof Number number && number.doubleValue() == 0;
  }
}
