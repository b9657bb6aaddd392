package org.isotopelm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.Isotope;
import org.isotopelm.SmallRun;
import org.isotopelm.TrainOptions;
import org.isotopelm.base.Json;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.config.Settings;
import org.isotopelm.project.Project;
import org.isotopelm.project.StudyRunner;
import org.isotopelm.study.Deadline;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real master and two real workers, one of which is killed in the middle of each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class StandaloneClusterTest {
  private Path folder;
  private Path config;
  private StandaloneCluster cluster;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    SmallRun.text(folder.resolve("text.txt"));
    config = SmallRun.study(folder, "text.txt", "seeds: 2\nsearch: {kind: grid}");
    cluster = new StandaloneCluster(folder, 2);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  private static String[] with(List<String> settings, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    settings.forEach(setting -> all.addAll(List.of("--set", setting)));
    return all.toArray(String[]::new);
  }

  private static void awaitLine(StandaloneCluster.Program program, String line) throws Exception {
    StandaloneCluster.await(
        () ->
            !program.process().isAlive()
                || StandaloneCluster.read(program.log()).contains("\n" + line),
        program.log());
    assertThat(program.process().isAlive()).as(program.printed()).isTrue();
  }

  @Test
  @Order(1)
  void aModel_whoseWorkerIsKilled_hasTheWeightsOfHome() throws Exception {
    List<String> settings =
        List.of(
            "study=null",
            "data.split.validation=0.1",
            "model={kind: lstm, layers: 1, embedding: 8, width: 8, context: 8}",
            "train={steps: 3000, batch: 8, shards: 2, evaluate: {every: 100}}");
    Path home = folder.resolve("model-home");
    Path away = folder.resolve("model-away");
    Isotope.train(
        config,
        home,
        TrainOptions.defaults()
            .withHome(folder)
            .withThreads(1)
            .withSettings(settings.toArray(String[]::new)));
    String[] command =
        with(settings, "train", config.toString(), "--machines", "2", "--out", away.toString());
    StandaloneCluster.Program training = cluster.isotope(folder.resolve("train.log"), command);
    awaitLine(training, "step 100 of");
    cluster.killWorker();
    StandaloneCluster.Ended ended = training.ended();
    assertThat(ended.code()).as(ended.log()).isZero();
    assertThat(ended.log())
        .contains("a machine was lost in step", "the training goes on with 1 machine\n");
    assertThat(RunReader.sha256(away, "last")).isEqualTo(RunReader.sha256(home, "last"));
    cluster.startWorker();
  }

  @Test
  @Order(2)
  void aStudy_whoseWorkerIsKilled_hasTheFiguresOfHome() throws Exception {
    List<String> settings = List.of("train.steps=3000");
    Path home = folder.resolve("study-home");
    Path away = folder.resolve("study-away");
    Project project = Project.read(folder, config, Settings.of(settings));
    new StudyRunner(project, home, 2, false, false, Deadline.NONE, "test")
        .run(StudyRunner.HERE, new ClusterSiteTest.Unwatched(), () -> false);

    StandaloneCluster.Program study =
        cluster.isotope(
            folder.resolve("study.log"),
            with(settings, "study", config.toString(), "--out", away.toString()));
    awaitLine(study, "2 of 16 trainings done");
    cluster.killWorker();
    StandaloneCluster.Ended ended = study.ended();
    assertThat(ended.code()).as(ended.log()).isZero();
    assertThat(ended.log()).contains("Lost executor");
    assertThat(figures(away)).isEqualTo(figures(home));
    assertThat(RunReader.sha256(away.resolve("chosen"), "best"))
        .isEqualTo(RunReader.sha256(home.resolve("chosen"), "best"));
  }

  private static JsonNode figures(Path study) throws IOException {
    return ClusterSiteTest.figures(
        Json.mapper().readTree(Files.readString(study.resolve("study.json"))), study);
  }
}
