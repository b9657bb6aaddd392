package org.isotopelm.train;

import java.nio.file.Path;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.jspecify.annotations.Nullable;

/**
 * The run whose best weights a training begins with.
 *
 * @param sha256 of its model; null: whatever it is now
 */
public record StartRun(Path folder, @Nullable String sha256) {
  private static final String KEY = "train.from";
  private static final String CHECKPOINT = "best";

  /** SHA-256 of the model that the run has now. */
  public String found() {
    return RunReader.sha256(folder, CHECKPOINT);
  }

  /**
   * Its weights.
   *
   * @throws ProblemException (config) where they do not fit the model; (data) where they cannot be
   *     read, or have changed since the training began
   */
  float[] weights(NeuralModel model) {
    if (sha256 != null && !sha256.equals(found())) {
      throw ProblemException.data(
          "%s: its best weights have changed since this training began with them; restore them, or train in another folder"
              .formatted(folder));
    }
    try {
      return RunReader.weights(folder, CHECKPOINT, model.parameters());
    } catch (ProblemException e) {
      throw ProblemException.config(
          KEY,
          "the weights of %s do not fit this model: %s; use the model of %s"
              .formatted(folder, e.getMessage(), folder.resolve(RunSeal.CONFIG)));
    }
  }

  /**
   * Refuses a model of other shapes, and another tokenizer than the run's, whose ids would mean
   * something else.
   *
   * @throws ProblemException (config)
   */
  void requireFits(NeuralModel model, Tokenizer tokenizer) {
    Path file = folder.resolve(RunSeal.TOKENIZER);
    if (!TokenizerFile.hash(TokenizerFile.read(file)).equals(TokenizerFile.hash(tokenizer))) {
      throw ProblemException.config(
          "tokenizer",
          "gives another tokenizer than the one of %s, which train.from names; set tokenizer: {file: %s}"
              .formatted(folder, file));
    }
    weights(model);
  }
}
