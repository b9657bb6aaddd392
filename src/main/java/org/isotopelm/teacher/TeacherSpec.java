package org.isotopelm.teacher;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.jspecify.annotations.Nullable;

/**
 * The config's {@code train.teacher}: the run whose distributions a training learns from.
 *
 * @param run its folder
 * @param weight α, the share of the loss that is the cross-entropy to these
 * @param top K, how many tokens of each distribution are kept
 * @param sha256 of its model; null: not looked up yet
 */
public record TeacherSpec(
    String run,
    double weight,
    int top,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String sha256) {
  /** Where it stands in a config. */
  public static final String KEY = "train.teacher";

  private static final String CHECKPOINT = "best";

  /** Its folder. */
  public Path folder() {
    return Path.of(run);
  }

  /** SHA-256 of the model that the run has now, as its manifest has it. */
  public String found() {
    return RunReader.sha256(folder(), CHECKPOINT);
  }

  /** Whether there is a run in its folder. */
  public boolean exists() {
    return Files.exists(folder().resolve(RunSeal.CONFIG));
  }

  /**
   * Refuses another tokenizer than the teacher's, whose ids would mean something else. A teacher
   * that is gone is not asked: what it said may be kept.
   *
   * @throws ProblemException (config)
   */
  public void requireSame(Tokenizer tokenizer) {
    if (!exists()) {
      return;
    }
    Path file = folder().resolve(RunSeal.TOKENIZER);
    if (!TokenizerFile.hash(TokenizerFile.read(file)).equals(TokenizerFile.hash(tokenizer))) {
      throw ProblemException.config(
          "tokenizer",
          "gives another tokenizer than the one of %s, which train.teacher names; set tokenizer: {file: %s}"
              .formatted(run, file));
    }
  }
}
