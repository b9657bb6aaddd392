package org.isotopelm.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.isotopelm.Differences;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import org.isotopelm.Problem;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.text.Corpus;
import org.isotopelm.train.RunFolder;
import org.isotopelm.train.RunPlan;
import org.isotopelm.train.RunSeal;
import org.isotopelm.train.TrainingPlan;

/** Whether a run can continue: it needs the same text, decay plan and config as before. */
final class Resumption {
  private static final int SOME = 3;

  private Resumption() {}

  /**
   * Refuses to continue a run whose text is no longer the one it began with.
   *
   * @throws IsotopeException (data) with the files that changed
   */
  static void requireSameText(Path run, Corpus corpus) {
    List<String> changes =
        RunSeal.read(run).map(seal -> seal.changes(corpus.fingerprints())).orElse(List.of());
    if (!changes.isEmpty()) {
      throw IsotopeException.data(
          "%s was started on another text: %s; restore the text, train in another folder with --out, or continue with --accept-changes"
              .formatted(run, some(changes)));
    }
  }

  /** The first of several sentences, and how many more there are. */
  static String some(List<String> sentences) {
    String first = sentences.stream().limit(SOME).collect(Collectors.joining(", "));
    return sentences.size() <= SOME
        ? first
        : "%s and %s more".formatted(first, sentences.size() - SOME);
  }

  /** Refuses another decay plan or config; writes again what was damaged in the folder. */
  static void requireSame(
      RunFolder folder, Path run, TrainingPlan plan, Config resolved, boolean acceptChanges) {
    folder.mend(ConfigFile.toYaml(resolved), plan, acceptChanges);
    if (!acceptChanges) {
      RunPlan.requireSame(run, plan);
      requireSameConfig(run, resolved);
    }
  }

  /** Refuses to continue a run whose config differs from this one. */
  private static void requireSameConfig(Path run, Config resolved) {
    Config saved = ConfigFile.read(run.resolve(RunFolder.CONFIG), List.of()).config();
    List<String> differences =
        Differences.of(Json.mapper().valueToTree(saved), Json.mapper().valueToTree(resolved));
    if (!differences.isEmpty()) {
      throw IsotopeException.config(
          differences.stream()
              .map(
                  difference ->
                      Problem.at(
                          difference.substring(0, difference.indexOf(' ')),
                          "%s was trained with another config: %s; restore it, or continue with --accept-changes"
                              .formatted(run, difference)))
              .toList());
    }
  }
}
