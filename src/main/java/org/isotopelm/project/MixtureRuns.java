package org.isotopelm.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.config.Settings;
import org.isotopelm.model.MixSpec;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.train.MixingPlan;
import org.isotopelm.train.MixtureFile;
import org.isotopelm.train.run.RunFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The runs that a mixture consists of; of each, the best checkpoint. */
public final class MixtureRuns {
  private static final String CHECKPOINT = "best";

  private MixtureRuns() {}

  /** The config of a mixture: the text of the first run that has one, and all runs' tokenizer. */
  public static Project project(Path home, MixSpec model) {
    List<Path> runs = model.runs().stream().map(Path::of).toList();
    runs.forEach(LoadedRun::requireRun);
    Path first =
        runs.stream().filter(run -> hasText(home, run)).findFirst().orElse(runs.getFirst());
    ObjectNode written = Json.mapper().valueToTree(model);
    written.removeIf(JsonNode::isNull);
    Map<String, String> tokenizer = Map.of("file", first.resolve(RunFolder.TOKENIZER).toString());
    return Project.read(
        home,
        first.resolve(RunFolder.CONFIG),
        Settings.of(
            List.of(
                "model=" + written,
                "tokenizer=" + Json.mapper().writeValueAsString(tokenizer),
                "train=null",
                "optimizer=null",
                "study=null")));
  }

  private static boolean hasText(Path home, Path run) {
    Path config = run.resolve(RunFolder.CONFIG);
    return Project.read(home, config, Settings.of(List.of())).config().data() != null;
  }

  /**
   * Opens the runs of a mixture that is to be made.
   *
   * @throws ProblemException (data) where their tokenizers differ
   */
  static List<LoadedRun> open(Path home, MixSpec spec) {
    List<LoadedRun> runs =
        spec.runs().stream()
            .map(run -> LoadedRun.open(home, Path.of(run), CHECKPOINT, Window::of))
            .toList();
    LoadedRun first = runs.getFirst();
    for (LoadedRun run : runs) {
      requireSame(first, run.folder(), run.tokenizer());
    }
    return runs;
  }

  /** What a plan needs of them. */
  static List<MixingPlan.Member> members(List<LoadedRun> runs) {
    return runs.stream()
        .map(
            run ->
                new MixingPlan.Member(
                    run.folder().toString(),
                    RunReader.sha256(run.folder(), CHECKPOINT),
                    run.model()))
        .toList();
  }

  /** Refuses tokens that mean something else. */
  static void requireSame(LoadedRun first, Path other, Tokenizer others) {
    if (!same(first.tokenizer(), others)) {
      throw ProblemException.data(
          "a mixture needs one tokenizer: that of %s (%s) is not that of %s (%s); train one of them again with tokenizer: {file: %s}"
              .formatted(
                  first.folder(),
                  described(first.tokenizer()),
                  other,
                  described(others),
                  first.folder().resolve(RunFolder.TOKENIZER)));
    }
  }

  private static boolean same(Tokenizer one, Tokenizer other) {
    return TokenizerFile.toJson(one).equals(TokenizerFile.toJson(other));
  }

  private static String described(Tokenizer tokenizer) {
    return String.format(Locale.ROOT, "%s, %,d tokens", tokenizer.kind(), tokenizer.vocabulary());
  }

  /**
   * Opens the runs of a mixture that was made before.
   *
   * @param mixture the mixture's folder
   * @param settings over those of each
   * @param window how networks see documents
   * @throws ProblemException (data) where one is gone, or is no longer the one that was mixed
   */
  static List<LoadedRun> open(
      Path home,
      Path mixture,
      Tokenizer tokenizer,
      MixtureFile file,
      Settings settings,
      Function<NeuralModel, Window> window) {
    return file.members().stream()
        .map(part -> open(home, mixture, tokenizer, part, settings, window))
        .toList();
  }

  private static LoadedRun open(
      Path home,
      Path mixture,
      Tokenizer tokenizer,
      MixtureFile.Part part,
      Settings settings,
      Function<NeuralModel, Window> window) {
    Path folder = mixture.resolve(part.run()).normalize();
    if (!Files.exists(folder.resolve(RunFolder.CONFIG))) {
      throw ProblemException.data(
          "%s mixes %s, which is gone; restore it, or make a new mixture with 'isotope mix'"
              .formatted(mixture, folder));
    }
    // Before it is opened: so no mixture can lead back to itself.
    boolean same = RunReader.sha256(folder, CHECKPOINT).equals(part.sha256());
    LoadedRun run = same ? LoadedRun.open(home, folder, CHECKPOINT, settings, window) : null;
    if (run == null || !same(run.tokenizer(), tokenizer)) {
      throw ProblemException.data(
          "%s mixes %s, which has changed since: the weights were fitted to another model; restore it, or make a new mixture with 'isotope mix'"
              .formatted(mixture, folder));
    }
    return run;
  }
}
