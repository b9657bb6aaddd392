package org.isotopelm.token.piece;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects of tokenizer.json, in the order in which their keys are given. */
public final class JsonObject {
  private JsonObject() {}

  /** An object of keys and values in turn. */
  public static Map<String, Object> of(@Nullable Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }
}
