package org.isotopelm.eval;

import java.util.function.IntConsumer;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.TokenModel;

/** Lets a model write: one token after another, each chosen by what the model sees before it. */
public final class Generator {
  private final TokenModel.Reader reader;
  private final int endOfDocument;
  private final float[] logits;

  /**
   * @param endOfDocument the token that ends every document
   */
  public Generator(TokenModel model, int endOfDocument) {
    reader = model.reader();
    this.endOfDocument = endOfDocument;
    logits = new float[model.vocabulary()];
  }

  /**
   * Goes on after the prompt, which begins a document, with {@code tokens} tokens. The end of a
   * document is a token too; after it a new document begins.
   *
   * @param stop ends with the first end of a document
   * @param seed the same seed gives the same tokens
   * @param out receives each id as it is chosen
   */
  public void generate(
      int[] prompt, int tokens, Choice choice, boolean stop, long seed, IntConsumer out) {
    RandomStream random = RandomStream.of(seed, "sample");
    reader.begin();
    for (int id : prompt) {
      reader.read(id);
    }
    for (int i = 0; i < tokens; i++) {
      reader.logits(logits);
      int id = choice.choose(logits, random);
      out.accept(id);
      if (id == endOfDocument) {
        if (stop) {
          return;
        }
        reader.begin();
      } else {
        reader.read(id);
      }
    }
  }
}
