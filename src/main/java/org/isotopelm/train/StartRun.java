package org.isotopelm.train;

import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.param.ParameterSet;
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
  static final String CHECKPOINT = "best";

  /** SHA-256 of the model that the run has now, as its manifest has it. */
  public String found() {
    return RunReader.sha256(folder, CHECKPOINT);
  }

  /** Whether there is a run in its folder. */
  public boolean exists() {
    return Files.exists(folder.resolve(RunSeal.CONFIG));
  }

  /**
   * Its weights, checked before they are read.
   *
   * @throws ProblemException (data) where they cannot be read, or have changed since the training
   *     began
   */
  float[] weights(ParameterSet parameters) {
    requireSame();
    return RunReader.weights(folder, CHECKPOINT, parameters);
  }

  /**
   * Refuses weights that are no longer those that the training began with.
   *
   * @throws ProblemException (data)
   */
  void requireSame() {
    if (!exists()) {
      throw ProblemException.data(
          "%s, which train.from names, is gone; restore it, or train in another folder"
              .formatted(folder));
    }
    if (sha256 != null && !sha256.equals(found())) {
      throw ProblemException.data(
          "%s: its best weights have changed since this training began with them; restore them, or train in another folder"
              .formatted(folder));
    }
  }

  /**
   * Refuses a model of other shapes, and another tokenizer than the run's, whose ids would mean
   * something else. Reads no weights.
   *
   * @throws ProblemException (config)
   */
  void requireFits(ParameterSet parameters, Tokenizer tokenizer) {
    Path file = folder.resolve(RunSeal.TOKENIZER);
    if (!TokenizerFile.hash(TokenizerFile.read(file)).equals(TokenizerFile.hash(tokenizer))) {
      throw ProblemException.config(
          "tokenizer",
          "gives another tokenizer than the one of %s, which train.from names; set tokenizer: {file: %s}"
              .formatted(folder, file));
    }
    try {
      RunReader.requireShapes(folder, CHECKPOINT, parameters);
    } catch (ProblemException e) {
      throw ProblemException.config(
          KEY,
          "the weights of %s do not fit this model: %s; use the model of %s"
              .formatted(folder, e.getMessage(), folder.resolve(RunSeal.CONFIG)));
    }
  }
}
