package org.isotopelm.token.pipeline;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes a text before it is cut into pieces. Immutable. */
public interface Normalizer {
  /** Leaves every text as it is. */
  Normalizer NONE =
      new Normalizer() {
        @Override
        public Aligned normalize(Aligned text) {
          return text;
        }

        @Override
        public boolean keepsText() {
          return true;
        }

        @Override
        public @Nullable Map<String, Object> json() {
          return null;
        }
      };

  /** The changed text. */
  Aligned normalize(Aligned text);

  /** Whether the changed text still tells what the text was, up to canonical equivalence. */
  default boolean keepsText() {
    return false;
  }

  /** As tokenizer.json has it; null for nothing. */
  @Nullable Map<String, Object> json();
}
