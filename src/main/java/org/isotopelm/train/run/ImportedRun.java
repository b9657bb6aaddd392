package org.isotopelm.train.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.AtomicFolder;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.Checksum;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.text.Fingerprint;
import org.isotopelm.train.TrainState;
import org.isotopelm.train.run.RunFolder.Opening;

/**
 * The folder of a run whose model was not trained here. Its one checkpoint is step 1, and it has no
 * text and no decay.
 *
 * @param yaml its config
 * @param tokenizer its tokenizer.json
 * @param spec what its config says of the model
 * @param parameters elements of all its weights
 * @param model the files of its checkpoint
 */
public record ImportedRun(
    String yaml,
    String tokenizer,
    ModelSpec spec,
    long parameters,
    Map<String, AtomicFile.Writer> model) {

  /**
   * Refuses a folder that cannot become one, before there is work that would be lost.
   *
   * @param force whether a run that is there may be replaced
   * @throws ProblemException (failure) where it holds a run, or anything else
   */
  public static void requireUsable(Path folder, boolean force) {
    AtomicFolder.mend(folder);
    RunFolder.requireUsable(folder, force ? Opening.ANEW : Opening.NEW);
    if (Files.isDirectory(folder) && !RunFolder.isRun(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          throw ProblemException.failure(
              "%s: holds %s, which is not part of a run; name another folder"
                  .formatted(folder, entry.getFileName()));
        }
      } catch (IOException e) {
        throw failure(folder, e);
      }
    }
  }

  /** Writes the whole folder or nothing, in the place of a run if one is there. */
  public void write(Path folder) {
    try {
      AtomicFolder.write(
          folder,
          hidden -> {
            writeIn(hidden);
            requireReplaceable(folder);
          });
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  private void writeIn(Path folder) throws IOException {
    String hash = Checksum.of(Json.mapper().writeValueAsBytes(spec)).sha256();
    Explanation plan = new Explanation(1, parameters, hash, null, List.of(), List.of());
    new WholeRun(
            yaml, tokenizer, plan, TrainState.imported(hash), new Fingerprint("", Map.of()), model)
        .writeIn(folder);
  }

  /** Looks again: the model took a while to write. */
  private static void requireReplaceable(Path folder) {
    if (Files.exists(folder)) {
      requireUsable(folder, true);
    }
    if (RunFolder.isRun(folder)) {
      RunFolder.take(folder, Opening.GO_ON).close(); // nobody trains there
    }
  }

  private static ProblemException failure(Path folder, IOException cause) {
    return new ProblemException(
        ExitCode.FAILURE,
        List.of(Problem.of(folder + ": cannot be written: " + FileReason.of(cause))),
        cause);
  }
}
