package org.isotopelm.token.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes text of the names of tokens. Immutable. */
public interface Decoder {
  /** Joins names by blanks. */
  Decoder NONE =
      new Decoder() {
        @Override
        public List<String> decode(List<String> names) {
          return List.of(String.join(" ", names));
        }

        @Override
        public byte[] spelling(String name) {
          return (" " + name).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean dropsFirstBlank() {
          return true;
        }

        @Override
        public @Nullable Map<String, Object> json() {
          return null;
        }
      };

  /** Makes parts of a text of names, or of the parts that another decoder made of them. */
  List<String> decode(List<String> names);

  /** The UTF-8 bytes that a name stands for within a text, with the blank before it. */
  byte[] spelling(String name);

  /** Whether the first token of a text loses the blank before it. */
  default boolean dropsFirstBlank() {
    return false;
  }

  /** As tokenizer.json has it; null for nothing. */
  @Nullable Map<String, Object> json();
}
