package org.isotopelm.eval;

import org.isotopelm.model.neural.NeuralModel;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.isotopelm.data.Batch;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.RandomStream;

/**
 * Lets a model write: one token after another, each chosen by what it sees of the current document,
 * the last {@code context} inputs at most; or all, by a state that is carried from token to token.
 */
public final class Generator {
  private final NeuralModel.Worker worker;
  private final Weights weights;
  private final int endOfDocument;
  private final boolean positional;
  private final boolean carries;
  private final Batch batch;
  private final float[] logits;

  /** Inputs of the row that are filled. */
  private int length;

  /**
   * @param values of the model's parameters
   * @param endOfDocument the token before every document
   */
  public Generator(NeuralModel model, float[] values, int endOfDocument) {
    worker = model.worker();
    weights = new Weights(values);
    this.endOfDocument = endOfDocument;
    positional = model.targetsPerRow() == 1;
    carries = model.stateSize() > 0;
    batch =
        carries
            ? new Batch(1, 1, 1, new float[model.stateSize()])
            : new Batch(1, model.context(), model.targetsPerRow());
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
    begin();
    for (int id : prompt) {
      if (carries) {
        read();
      }
      see(id);
    }
    for (int i = 0; i < tokens; i++) {
      read();
      int id = choice.choose(logits, random);
      out.accept(id);
      if (id == endOfDocument) {
        if (stop) {
          return;
        }
        begin();
      } else {
        see(id);
      }
    }
  }

  /** The logits after what is seen; a state moves on. */
  private void read() {
    worker.logits(weights, batch, 0, length - 1, logits);
  }

  /** A positional model sees a whole row at once; one of sequences, what is filled. */
  private void begin() {
    Arrays.fill(batch.inputs(), endOfDocument);
    Arrays.fill(batch.starts(), 0);
    length = positional ? batch.context() : 1;
  }

  private void see(int id) {
    int[] inputs = batch.inputs();
    if (carries) {
      batch.starts()[0] = Batch.CARRIED;
    }
    if (length == inputs.length) {
      System.arraycopy(inputs, 1, inputs, 0, length - 1);
      length--;
    }
    inputs[length++] = id;
  }
}
