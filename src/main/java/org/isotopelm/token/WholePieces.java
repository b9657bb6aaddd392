package org.isotopelm.token;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.isotopelm.token.piece.Vocabulary;
import org.isotopelm.token.piece.WordLevelModel;
import org.isotopelm.token.pipeline.Decoder;
import org.isotopelm.token.pipeline.Pipeline;
import org.isotopelm.token.pipeline.PreTokenizer;
import org.jspecify.annotations.Nullable;

/** What kinds have in common whose pieces are tokens or unknown. */
final class WholePieces {
  static final Set<String> SPECIAL = Set.of(Tokenizer.UNKNOWN, Tokenizer.END_OF_DOCUMENT);

  private WholePieces() {}

  /** A tokenizer of these names and the special tokens. */
  static Tokenizer of(List<String> names, PreTokenizer preTokenizer, Decoder decoder) {
    List<String> all =
        Stream.concat(names.stream(), Stream.of(Tokenizer.UNKNOWN, Tokenizer.END_OF_DOCUMENT))
            .toList();
    Vocabulary tokens = new Vocabulary(all, SPECIAL, Tokenizer.END_OF_DOCUMENT, Tokenizer.UNKNOWN);
    return new Tokenizer(
        tokens, Pipeline.of(tokens, preTokenizer, new WordLevelModel(tokens), decoder));
  }

  /** How many names fit beside the special ones. */
  static long room(@Nullable Integer vocabulary) {
    return vocabulary == null ? Long.MAX_VALUE : vocabulary - SPECIAL.size();
  }
}
