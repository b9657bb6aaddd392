package org.isotopelm.model.ngram.arpa;

import java.nio.file.Path;
import java.util.List;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.token.CharTokenizer;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.token.TokenizerTrainer;
import org.isotopelm.token.WordTokenizer;

/** The tokenizer of a model in an ARPA file: its tokens are those of the file, and no others. */
public final class ArpaTokenizer {
  private ArpaTokenizer() {}

  /**
   * The tokenizer that a spec describes with the tokens of a file; the one that it names, as it is.
   *
   * @throws IsotopeException (config) for byte pairs, whose merges no ARPA file holds; (data) if
   *     the file is damaged, or holds words where characters are asked for
   */
  public static Tokenizer of(TokenizerSpec spec, Path file) {
    return switch (spec) {
      case TokenizerSpec.WholeWords words ->
          WordTokenizer.of(ArpaReader.words(file), words.words());
      case TokenizerSpec.Characters characters -> CharTokenizer.of(characters(file));
      case TokenizerSpec.BytePairs pairs ->
          throw IsotopeException.config(
              "tokenizer.kind",
              "bpe cannot be trained for a model in an ARPA file, which does not hold its merges; set tokenizer.file to the tokenizer.json of that model");
      case TokenizerSpec.Bytes bytes -> TokenizerTrainer.make(bytes, texts -> {});
      case TokenizerSpec.Saved saved -> TokenizerTrainer.make(saved, texts -> {});
    };
  }

  private static List<String> characters(Path file) {
    List<String> names = ArpaReader.words(file);
    for (String name : names) {
      if (name.codePointCount(0, name.length()) != 1) {
        throw IsotopeException.data(
            "%s: its token %s is not a single character; set tokenizer.kind to word"
                .formatted(file, name));
      }
    }
    return names;
  }
}
