package org.isotopelm;

import org.jspecify.annotations.Nullable;

/**
 * How a model is exported.
 *
 * @param type how numbers are written: f32, f16, bf16 or q8_0, as far as the format has them; null:
 *     the format's default
 * @param replace whether an earlier export there is replaced
 */
public record ExportOptions(@Nullable String type, boolean replace) {
  /** The format's own type of numbers; nothing is replaced. */
  public static final ExportOptions DEFAULT = new ExportOptions(null, false);

  /** Another type of numbers. */
  public ExportOptions withType(String other) {
    return new ExportOptions(other, replace);
  }

  /** Replaces an earlier export. */
  public ExportOptions replacing() {
    return new ExportOptions(type, true);
  }
}
