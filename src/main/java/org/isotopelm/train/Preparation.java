package org.isotopelm.train;

import java.nio.file.Path;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.model.ArpaSpec;
import org.isotopelm.model.ngram.arpa.ArpaTokenizer;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.Split;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerSpec;

/** The first half of the main path: text → documents → tokenizer → token store → splits. */
public record Preparation(
    Tokenizer tokenizer, TokenizedSplit train, TokenizedSplit validation, TokenizedSplit test) {

  /**
   * Trains or reads the tokenizer of a recipe and encodes the corpus with it. A model that another
   * program counted brings its words or characters with it.
   *
   * @param split which documents are trained on; a tokenizer is trained on these only
   * @param cache folder of token stores
   */
  public static Preparation of(Recipe recipe, Corpus corpus, Split split, Path cache) {
    Tokenizer tokenizer =
        recipe.model() instanceof ArpaSpec arpa
            ? ArpaTokenizer.of(recipe.tokenizer(), Path.of(arpa.file()))
            : tokenizer(recipe.tokenizer(), corpus, split);
    return of(tokenizer, corpus, split, cache);
  }

  /**
   * Trains or reads the tokenizer and encodes the corpus with it.
   *
   * @param split which documents are trained on; a tokenizer is trained on these only
   * @param cache folder of token stores
   */
  public static Preparation of(TokenizerSpec spec, Corpus corpus, Split split, Path cache) {
    return of(tokenizer(spec, corpus, split), corpus, split, cache);
  }

  /** Trains or reads the tokenizer. */
  public static Tokenizer tokenizer(TokenizerSpec spec, Corpus corpus, Split split) {
    return spec.make(corpus.texts(split.train()));
  }

  /** Encodes the corpus with an existing tokenizer. */
  public static Preparation of(Tokenizer tokenizer, Corpus corpus, Split split, Path cache) {
    TokenStore store = TokenStore.openOrBuild(corpus, tokenizer, cache);
    return new Preparation(
        tokenizer,
        tokenized(store, split.train(), tokenizer, corpus),
        tokenized(store, split.validation(), tokenizer, corpus),
        tokenized(store, split.test(), tokenizer, corpus));
  }

  private static TokenizedSplit tokenized(
      TokenStore store, int[] documents, Tokenizer tokenizer, Corpus corpus) {
    return new TokenizedSplit(store, documents, tokenizer.endOfDocument(), corpus.boundaries());
  }
}
