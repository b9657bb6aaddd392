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

  /**
   * {@return the same with another type of numbers}
   *
   * @param other such as {@code bf16}
   */
  public ExportOptions withType(String other) {
    return new ExportOptions(other, replace);
  }

  /** {@return the same, where an earlier export is replaced} */
  public ExportOptions replacing() {
    return new ExportOptions(type, true);
  }
}
