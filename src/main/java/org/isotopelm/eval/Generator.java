package org.isotopelm.eval;

import java.util.BitSet;
import java.util.function.IntPredicate;
import org.isotopelm.math.Team;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.TokenModel;

/** Lets a model write: one token after another, each chosen by what the model sees before it. */
public final class Generator {
  private final TokenModel.Reader reader;
  private final int endOfDocument;
  private final float[] logits;

  /** The tokens of the document so far; none stand twice here. */
  private final BitSet seen = new BitSet();

  /**
   * @param endOfDocument the token that ends every document
   * @param team helps the model; the tokens do not depend on it
   */
  public Generator(TokenModel model, int endOfDocument, Team team) {
    reader = model.reader(team);
    this.endOfDocument = endOfDocument;
    logits = new float[model.vocabulary()];
  }

  /**
   * Goes on after the prompt, which begins a document, with at most {@code tokens} tokens. The end
   * of a document is a token too; after it a new document begins.
   *
   * @param seed the same seed gives the same tokens
   * @param out receives each id as it is chosen, and returns whether it wants another
   * @return how many tokens were chosen
   */
  public int generate(int[] prompt, int tokens, Choice choice, long seed, IntPredicate out) {
    RandomStream random = RandomStream.of(seed, "sample");
    reader.expect(prompt.length + tokens);
    begin();
    for (int id : prompt) {
      read(id);
    }
    for (int i = 0; i < tokens; i++) {
      reader.logits(logits);
      penalise(choice);
      int id = choice.choose(logits, random);
      if (!out.test(id)) {
        return i + 1;
      }
      if (id == endOfDocument) {
        begin();
      } else {
        read(id);
      }
    }
    return tokens;
  }

  private void begin() {
    reader.begin();
    seen.clear();
  }

  private void read(int id) {
    reader.read(id);
    seen.set(id);
  }

  private void penalise(Choice choice) {
    if (choice.repetitionPenalty() != 1) {
      seen.stream().forEach(id -> logits[id] = choice.penalised(logits[id]));
    }
  }
}
