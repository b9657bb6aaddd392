package org.isotopelm.token.pipeline;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cuts a text into pieces that no token crosses. Immutable. */
public interface PreTokenizer {
  /** Leaves every text whole. */
  PreTokenizer NONE =
      new PreTokenizer() {
        @Override
        public void cut(Aligned text, int begin, int end, PieceConsumer pieces) {
          if (begin < end) {
            pieces.accept(text, begin, end);
          }
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

  /** Hands the pieces of a part of a text to {@code pieces}, as if the part were the whole text. */
  void cut(Aligned text, int begin, int end, PieceConsumer pieces);

  /** Whether the model sees the bytes of pieces, not their characters. */
  default boolean givesBytes() {
    return false;
  }

  /** Whether the pieces, one after another, are the text. */
  default boolean keepsText() {
    return false;
  }

  /**
   * Whether a piece always ends between a line feed and a character that is no white space, so that
   * a text can be cut there and its parts make the same pieces.
   */
  default boolean cutsAtLines() {
    return false;
  }

  /** As tokenizer.json has it; null for nothing. */
  @Nullable Map<String, Object> json();
}
