package org.isotopelm.study.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.isotopelm.base.Json;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * One setting that is tried.
 *
 * @param values value by dimension, in the config's order; without dimensions that the values of
 *     the others exclude
 * @param overrides value by config path, to be set in this order; all paths of a dimension have its
 *     value, and null removes a key
 */
public record Point(Map<String, Object> values, Map<String, @Nullable Object> overrides) {
  public Point {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    overrides = Collections.unmodifiableMap(new LinkedHashMap<>(overrides));
  }

  /** The values as JSON: the point's key in the journal. */
  public String key() {
    return Json.mapper().writeValueAsString(values);
  }

  /** {@code lambda = 0.1, eta = 0.003}. */
  @Override
  public String toString() {
    return describe(values);
  }

  /** {@code lambda = 0.1, eta = 0.003}. */
  public static String describe(Map<String, Object> values) {
    return Phrases.describe(values);
  }
}
