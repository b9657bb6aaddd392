package org.isotopelm.train.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.FolderLock;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.text.Fingerprint;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.SteplessPlan;
import org.isotopelm.train.TrainingPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a run: config.yaml as resolved, plan.json, tokenizer.json, metrics.jsonl and
 * checkpoints. One process at a time holds it.
 */
public final class RunFolder implements AutoCloseable {
  public static final String CONFIG = RunSeal.CONFIG;
  public static final String PLAN = "plan.json";
  public static final String TOKENIZER = RunSeal.TOKENIZER;
  public static final String METRICS = "metrics.jsonl";

  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);

  /** What a folder is opened for. */
  public enum Opening {
    /** A new run; an existing one is refused. */
    NEW,
    /** The existing run, or a new one. */
    GO_ON,
    /** A new run; an existing one is deleted, if its folder holds nothing else. */
    ANEW
  }

  private final Path folder;
  private final FolderLock lock;
  private final RunContents contents;

  private RunFolder(Path folder, FolderLock lock) {
    this.folder = folder;
    this.lock = lock;
    contents = new RunContents(folder);
  }

  /** Whether a training began in this folder. */
  public static boolean isRun(Path folder) {
    return new RunContents(folder).isRun();
  }

  /** Whether a folder is certainly a run, so that nothing else may be put into it. */
  public static boolean isSurelyRun(Path folder) {
    try {
      return new RunContents(folder).isSurelyRun();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file in a run's folder that no training wrote, which keeps the folder from being deleted. */
  public static Optional<Path> stranger(Path folder) {
    try {
      return new RunContents(folder).stranger();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the run in this folder was begun with this config and text. */
  public static boolean holds(Path folder, String yaml, Fingerprint text) {
    try {
      return isRun(folder)
          && Files.readString(folder.resolve(CONFIG)).equals(yaml)
          && RunSeal.read(folder).map(seal -> seal.changes(text).isEmpty()).orElse(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Refuses a folder that cannot be one, before there is work that would be lost.
   *
   * @throws ProblemException (failure) where it, or what it would lie in, is a file or closed;
   *     where it holds what is not a run's and would be overwritten or deleted
   */
  public static void requireUsable(Path folder, Opening opening) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there)) {
      there = Objects.requireNonNull(there.getParent());
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      String why = Files.isDirectory(there) ? "is not writable" : "is a file";
      throw ProblemException.failure(
          "%s cannot be made: %s %s; name another folder".formatted(folder, there, why));
    }
    if (Files.isDirectory(folder)) {
      requireOurs(folder, opening);
    } else {
      requireRoom(folder, there);
    }
  }

  /** Some file systems, such as /proc, call themselves writable but refuse new folders. */
  private static void requireRoom(Path folder, Path there) {
    try {
      Files.delete(Files.createTempDirectory(there, ".isotope-"));
    } catch (IOException e) {
      throw ProblemException.failure(
          "%s cannot be made: no folder can be made in %s; name another folder"
              .formatted(folder, there));
    }
  }

  private static void requireOurs(Path folder, Opening opening) {
    if (!isRun(folder)) {
      new RunContents(folder)
          .inTheWay()
          .ifPresent(
              name -> {
                throw ProblemException.failure(
                    "%s: holds %s, which no training wrote there, and holds no run; name another folder"
                        .formatted(folder, name));
              });
    } else if (opening == Opening.NEW) {
      throw ProblemException.failure(folder + " already holds a run; name another folder");
    } else if (opening == Opening.ANEW) {
      stranger(folder)
          .ifPresent(
              path -> {
                throw ProblemException.failure(
                    "%s: holds %s, which no training wrote there, so the run is not deleted; move it away, or name another folder"
                        .formatted(folder, folder.relativize(path)));
              });
    }
  }

  /**
   * Takes the folder, and nobody else can until it is closed.
   *
   * @throws ProblemException (failure) where another process holds it, or as {@link #requireUsable}
   */
  public static RunFolder take(Path folder, Opening opening) {
    requireUsable(folder, opening);
    FolderLock lock = lock(folder);
    try {
      RunFolder taken = new RunFolder(folder, lock);
      requireOurs(folder, opening);
      if (opening == Opening.ANEW && taken.goesOn()) {
        taken.contents.delete();
      }
      taken.contents.deleteUnfinished();
      return taken;
    } catch (RuntimeException | IOException e) {
      lock.close();
      throw e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
    }
  }

  private static FolderLock lock(Path folder) {
    try {
      return FolderLock.take(folder)
          .orElseThrow(
              () ->
                  ProblemException.failure(
                      "%s is in use: another process is training there; wait for it, or name another folder"
                          .formatted(folder)));
    } catch (IOException e) {
      throw ProblemException.failure(
          "%s cannot be made or written to: %s; name another folder"
              .formatted(folder, FileReason.of(e)));
    }
  }

  /** Whether a training began here before. */
  public boolean goesOn() {
    return contents.isRun();
  }

  /**
   * Writes damaged files again where the plan and the config determine their content; refuses the
   * others.
   *
   * @param acceptChanges accepts a config.yaml and a plan.json that differ
   * @throws ProblemException (data; config for config.yaml) naming the file and what was found
   */
  public void mend(String yaml, TrainingPlan plan, boolean acceptChanges) {
    RunSeal.read(folder).ifPresent(seal -> mend(seal, contents(yaml, plan), acceptChanges));
  }

  private void mend(RunSeal seal, Map<String, String> all, boolean acceptChanges) {
    all.forEach(
        (name, content) -> {
          if (seal.isWhole(folder, name)) {
            return;
          }
          if (seal.sealed(name, content)) {
            LOG.warn("{} was damaged or lost, and is written again", folder.resolve(name));
            write(name, content);
          } else if (!acceptChanges || name.equals(TOKENIZER)) {
            seal.requireWhole(folder, name);
          }
        });
  }

  /**
   * Begins the run, or continues it: from now on these are its config, plan and tokenizer.
   *
   * @param yaml the resolved config
   * @param text that it is trained on
   * @throws ProblemException (data) where the existing run has another tokenizer
   */
  public RunTraining begin(String yaml, TrainingPlan plan, Fingerprint text) {
    Map<String, String> all = contents(yaml, plan);
    String run = null;
    if (goesOn()) {
      requireSameTokenizer(plan.text().tokenizer());
      run = RunSeal.read(folder).map(RunSeal::run).orElse(null);
    }
    RunSeal seal = RunSeal.of(run, all, text);
    RunDivergence.forget(folder);
    if (plan instanceof GradientPlan gradients) {
      gradients.keepStart(folder);
    }
    // The config comes last: it makes the folder a run.
    write(TOKENIZER, Objects.requireNonNull(all.get(TOKENIZER)));
    write(PLAN, Objects.requireNonNull(all.get(PLAN)));
    write(RunSeal.FILE, seal.json());
    write(CONFIG, yaml);
    return switch (plan) {
      case GradientPlan gradients -> new GradientTraining(folder, gradients, seal, lock);
      case SteplessPlan stepless -> new SteplessRun(folder, stepless, seal, lock);
    };
  }

  private static Map<String, String> contents(String yaml, TrainingPlan plan) {
    return Map.of(
        TOKENIZER,
        TokenizerFile.toJson(plan.text().tokenizer()),
        PLAN,
        Json.pretty(plan.explanation()) + "\n",
        CONFIG,
        yaml);
  }

  /** With other tokens the weights would mean something else. */
  private void requireSameTokenizer(Tokenizer now) {
    Path file = folder.resolve(TOKENIZER);
    if (!TokenizerFile.toJson(TokenizerFile.read(file)).equals(TokenizerFile.toJson(now))) {
      throw ProblemException.data(
          "%s: is not the tokenizer that the text and the config give now; restore both, or name this file as tokenizer.file in the config"
              .formatted(file));
    }
  }

  private void write(String name, String content) {
    try {
      AtomicFile.write(folder.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    lock.close();
  }
}
