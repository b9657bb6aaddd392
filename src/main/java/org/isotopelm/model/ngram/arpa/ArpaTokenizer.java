package org.isotopelm.model.ngram.arpa;

import java.nio.file.Path;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerSpec;

/** The tokenizer of a model in an ARPA file: its tokens are those of the file, and no others. */
public final class ArpaTokenizer {
  private ArpaTokenizer() {}

  /**
   * The tokenizer that a spec describes with the tokens of a file; the one that it names, as it is.
   *
   * @throws ProblemException (config) for byte pairs, whose merges no ARPA file holds; (data) if
   *     the file is damaged, or holds words where characters are asked for
   */
  public static Tokenizer of(TokenizerSpec spec, Path file) {
    return spec.ofNames(() -> ArpaTokens.words(file), file);
  }
}
