package org.isotopelm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.config.Settings;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.Network;
import org.isotopelm.model.network.Window;
import org.isotopelm.project.LoadedRun;
import org.isotopelm.project.Project;
import org.isotopelm.project.StudyRunner;
import org.isotopelm.project.StudyWatching;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.study.Deadline;
import org.isotopelm.study.Progress;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.journal.Journal;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.FinalWork;
import org.isotopelm.study.plan.FinalWork.Part;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a study that is stopped leaves as its chosen model. */
class BestSoFarTest {
  private static final Path HOME = Path.of("").toAbsolutePath();

  private static final String CONFIG =
      """
      data: {files: [text.txt], documents: line, split: {validation: 0, test: 0.2, seed: 1}}
      engine: {products: java}
      tokenizer: {kind: byte}
      model: {kind: mlp, context: 3, embedding: 8, hidden: [16], tied: false}
      train: {epochs: EPOCHS, batch: 16, seed: 1}
      optimizer:
        learning_rate: {peak: 2e-2}
        decay: [{group: all, roles: [matrix, token_embedding], lambda: 0.1}, {group: rest, lambda: 0}]
      study:
        search: {kind: grid}
        space: {lambda: {set: [optimizer.decay.all.lambda], values: [0.1, 0, 30]}}
        folds: 2
        counted: {order: 1}
        final: {members: 2, mix: true}
      """;

  @TempDir Path folder;
  private Path out;
  private String config = CONFIG;

  @BeforeEach
  void write() throws IOException {
    out = folder.resolve("out");
    Random random = new Random(1);
    String[] words = {"one", "of", "these", "ten", "words", "comes", "after", "another"};
    Files.writeString(
        folder.resolve("text.txt"),
        IntStream.range(0, 120)
            .mapToObj(
                i ->
                    random
                        .ints(8, 0, words.length)
                        .mapToObj(w -> words[w])
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining("\n")));
  }

  /** Counts the trainings that have ended, and takes no notice else. */
  private static final class Ended implements StudyWatching {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void progressed(Progress progress, Supplier<ReportData> soFar) {
      count.set(progress.done());
    }

    @Override
    public void unreported(RuntimeException error) {
      throw error;
    }

    @Override
    public void note(String line) {}

    @Override
    public void warn(String line) {}
  }

  /** A study that stops once so many trainings have ended. */
  private StudyOutcome study(Path into, String epochs, int most) throws IOException {
    Path file = folder.resolve("study.yaml");
    Files.writeString(file, config.replace("EPOCHS", epochs));
    Project project = Project.read(HOME, file, Settings.of(List.of()));
    Ended ended = new Ended();
    BooleanSupplier stop = () -> ended.count.get() >= most;
    return new StudyRunner(project, into, 1, false, false, Deadline.NONE, "a test")
        .run(ended, stop);
  }

  private void stopped(String epochs, int most) {
    assertThatThrownBy(() -> study(out, epochs, most))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("chosen is the best model so far")
        .extracting(error -> ((ProblemException) error).exitCode())
        .isEqualTo(ExitCode.INTERRUPTED);
  }

  /** Where the network of the best point so far is kept for the mixture's weights. */
  private Path kept() throws IOException {
    try (Stream<Path> folders = Files.list(out.resolve("finals"))) {
      return folders.filter(each -> Files.exists(each.resolve("run"))).findFirst().orElseThrow();
    }
  }

  /** Of each final model, and the weights of its members. */
  private static List<String> nll(StudyOutcome outcome) {
    return Objects.requireNonNull(outcome.result().finals()).stream()
        .map(rung -> rung.nll() + " " + rung.members().stream().map(Rung.Member::weight).toList())
        .toList();
  }

  private TokenModel chosen() {
    return LoadedRun.open(HOME, out.resolve("chosen"), "best", Window::of).model();
  }

  /** As if there had been no time: six cells have ended, and the first final training. */
  @Test
  void run_withoutTimeForTheWeights_fitsThemWithANetworkOfTheSearch() throws IOException {
    String finals = "final: {members: 1, epochs: 2, mix: true}";
    config = CONFIG.replace("final: {members: 2, mix: true}", finals);
    assertThatThrownBy(() -> study(out, "2", 7)).isInstanceOf(ProblemException.class);
    FinalSpec asked = new FinalSpec(1, 2, FinalSpec.Weights.LAST, true, null);
    Path network = kept().resolve("run");
    try (Journal journal = Journal.open(out, Journal.signedIn(out).orElseThrow())) {
      journal.finals().tried(FinalWork.all(asked).without(Part.WEIGHTS, asked));
    }
    TokenModel model = LoadedRun.open(HOME, network, "best", Window::of).model();
    assertThat(model).isInstanceOf(Network.class);
    StudyOutcome outcome = study(out, "2", Integer.MAX_VALUE);
    Rung mix = Objects.requireNonNull(outcome.result().finals()).getLast();
    assertThat(mix.name()).isEqualTo("mix");
    assertThat(mix.members().getFirst().weight()).isBetween(0.0, 1.0);
    assertThat(outcome.result().warnings())
        .anySatisfy(warning -> assertThat(warning).contains("fitted with a network of the search"));
  }

  @Test
  void run_stoppedWhenNoNetworkIsBetter_leavesTheCountedModel() {
    stopped("0.01", 1);
    assertThat(chosen()).isNotInstanceOf(Network.class);
  }

  @Test
  void run_stoppedWhenANetworkIsBetter_leavesItAndGoesOnToTheSameEnd() throws IOException {
    stopped("3", 3);
    float[] before = ((Network) chosen()).values();
    // λ = 30 is worse, so the network of a smaller λ stays.
    stopped("3", 5);
    assertThat(((Network) chosen()).values()).isEqualTo(before);
    StudyOutcome whole = study(folder.resolve("whole"), "3", Integer.MAX_VALUE);
    // The network behind the mixture's weights is trained again in the one study only.
    Path kept = kept();
    assertThat(kept.resolve("run/config.yaml")).isRegularFile();
    StudyFolder.delete(kept);
    StudyOutcome goneOn = study(out, "3", Integer.MAX_VALUE);
    assertThat(nll(goneOn)).isEqualTo(nll(whole));
    assertThat(Json.pretty(goneOn.result().points()))
        .isEqualTo(Json.pretty(whole.result().points()));
    assertThat(goneOn.result().test()).isEqualTo(whole.result().test());
    assertThat(study(out, "3", Integer.MAX_VALUE).result().test()).isEqualTo(whole.result().test());
  }
}
