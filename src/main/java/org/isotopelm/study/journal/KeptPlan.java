package org.isotopelm.study.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ProblemException;
import org.isotopelm.train.run.RunFolder;

/** The chosen model's plan.json, from which sentences are made. The journal keeps a copy. */
public record KeptPlan(Path file, Journal journal) {

  public static KeptPlan of(Path study, Journal journal) {
    return new KeptPlan(StudyFolder.single(study).resolve(RunFolder.PLAN), journal);
  }

  public void keep() {
    journal.finals().plan(text());
  }

  /** Writes it again where it differs from the copy. */
  public void mend() {
    try {
      if (!isSound()) {
        AtomicFile.write(file, journal.finals().plan());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Refuses a file that differs from the copy.
   *
   * @throws ProblemException exit code 4
   */
  public void require() {
    if (!isSound()) {
      throw ProblemException.data(file + " is damaged; run the study again, which writes it again");
    }
  }

  private boolean isSound() {
    return journal.finals().plan().isEmpty()
        || !Files.exists(file)
        || journal.finals().plan().equals(text());
  }

  private String text() {
    try {
      return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
