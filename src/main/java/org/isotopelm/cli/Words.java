package org.isotopelm.cli;

import java.util.Locale;

/** Names as configs write them. */
final class Words {
  private Words() {}

  /** {@code blank_line} of {@code BLANK_LINE}. */
  static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
