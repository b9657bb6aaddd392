package org.isotopelm.cli.text;

import java.util.Locale;

/** Names as configs write them. */
public final class Words {
  private Words() {}

  /** {@code blank_line} of {@code BLANK_LINE}. */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
