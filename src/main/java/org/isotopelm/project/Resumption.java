package org.isotopelm.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.isotopelm.base.Differences;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Remedy;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.text.Corpus;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.train.run.RunPlan;

/** Whether a run can continue: it needs the same text, decay plan and config as before. */
public final class Resumption {
  private static final int SOME = 3;

  private Resumption() {}

  /**
   * Refuses to continue a run whose text is no longer the one it began with.
   *
   * @throws ProblemException (data) with the files that changed
   */
  public static void requireSameText(Path run, Corpus corpus) {
    List<String> changes =
        RunSeal.read(run).map(seal -> seal.changes(corpus.fingerprints())).orElse(List.of());
    if (!changes.isEmpty()) {
      Problem problem =
          Problem.of(
              "%s was started on another text: %s; restore the text, train in another folder, or "
                  .formatted(run, some(changes)));
      throw new ProblemException(ExitCode.DATA, List.of(problem.with(Remedy.ACCEPT_CHANGES)), null);
    }
  }

  /** The first of several sentences, and how many more there are. */
  public static String some(List<String> sentences) {
    String first = sentences.stream().limit(SOME).collect(Collectors.joining(", "));
    return sentences.size() <= SOME
        ? first
        : "%s and %s more".formatted(first, sentences.size() - SOME);
  }

  /**
   * Refuses another decay plan or config; writes again what was damaged in the folder.
   *
   * @param written the config before what follows from the text and the run's length was filled in
   */
  public static void requireSame(
      RunFolder folder,
      Path run,
      TrainingPlan plan,
      Config written,
      Config resolved,
      boolean acceptChanges) {
    folder.mend(ConfigFile.toYaml(resolved), plan, acceptChanges);
    if (!acceptChanges) {
      RunPlan.requireSame(run, plan);
      requireSameConfig(run, written, resolved);
    }
  }

  /** Refuses to continue a run whose config differs from this one. */
  private static void requireSameConfig(Path run, Config written, Config resolved) {
    Config saved = ConfigFile.read(run.resolve(RunFolder.CONFIG), List.of()).config();
    List<String> differences = causes(differences(saved, resolved), written, resolved);
    if (!differences.isEmpty()) {
      throw ProblemException.config(
          differences.stream()
              .map(
                  difference ->
                      Problem.at(
                              path(difference),
                              "%s was trained with another config: %s; restore it, or "
                                  .formatted(run, difference))
                          .with(Remedy.ACCEPT_CHANGES))
              .toList());
    }
  }

  private static List<String> differences(Config before, Config after) {
    return Differences.of(Json.mapper().valueToTree(before), Json.mapper().valueToTree(after));
  }

  /**
   * The differences that the user can restore. A value that the config leaves open follows from
   * others; it is a cause only where no other value differs.
   */
  private static List<String> causes(List<String> differences, Config written, Config resolved) {
    Set<String> open = values(resolved);
    open.removeAll(values(written));
    List<String> own =
        differences.stream().filter(difference -> !open.contains(path(difference))).toList();
    return own.isEmpty() ? differences : own;
  }

  /** The paths of all values that are given. */
  private static Set<String> values(Config config) {
    Map<String, String> values = Differences.values(Json.mapper().valueToTree(config));
    values.values().removeIf("null"::equals);
    return values.keySet();
  }

  private static String path(String difference) {
    return difference.substring(0, difference.indexOf(' '));
  }
}
