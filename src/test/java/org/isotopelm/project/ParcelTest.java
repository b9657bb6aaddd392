package org.isotopelm.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.SmallRun;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.config.Settings;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.training.Activity;
import org.isotopelm.study.training.StudyTask;
import org.isotopelm.study.training.StudyTask.TrainCell;
import org.isotopelm.study.training.StudyTask.TrainFinal;
import org.isotopelm.study.training.TrainingRunner;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.train.run.RunFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParcelTest {
  private static final Map<String, Object> LAMBDA = Map.of("optimizer.decay.rest.lambda", 0.2);

  @TempDir Path folder;
  private Project project;
  private Engine engine;

  /** What the parcel's reader is given of each text. */
  private final Map<String, byte[]> sent = new HashMap<>();

  @BeforeEach
  void readProject() throws IOException {
    Path texts = Files.createDirectories(folder.resolve("here/texts"));
    SmallRun.text(texts.resolve("a.txt"));
    Files.writeString(texts.resolve("b.txt"), "b is another text\nof two lines\n");
    Path config = SmallRun.study(folder.resolve("here"), "texts/", "search: {kind: grid}");
    project = Project.read(folder, config, Settings.of(List.of("train.steps=20")));
    engine = Engine.of(ProductsKind.JAVA);
  }

  private static TrainingRunner runner(Project any) {
    return StudyRunner.runner(
        any, Objects.requireNonNull(any.config().study()), any.engine(), new Activity());
  }

  /** As it arrives where nothing of this machine is. */
  private Parcel arrived() throws IOException {
    Parcel parcel = Parcel.of(project, engine, (text, bytes) -> sent.put(text.from(), bytes));
    Files.move(folder.resolve("here"), folder.resolve("gone"));
    return Json.mapper().readValue(Json.mapper().writeValueAsString(parcel), Parcel.class);
  }

  private <R> R performed(StudyTask<R> task, TrainingRunner runner, String study) {
    return runner.perform(task, folder.resolve(study), () -> false);
  }

  @Test
  void trainings_whereAParcelWasUnpacked_areThoseOfHere() throws IOException {
    Cell cell = new Cell(Contender.of(new Point(Map.of("lambda", 0.2), LAMBDA)), 1, 3);
    TrainCell training = new TrainCell(cell, "cells/x");
    TrainFinal last = new TrainFinal(LAMBDA, 3, "chosen", 1);
    TrainingRunner here = runner(project);
    CellResult cellHere = performed(training, here, "study");
    Object lastHere = performed(last, here, "study");
    String split = here.testSplit();

    TrainingRunner there =
        runner(
            arrived()
                .unpack(
                    folder.resolve("there"),
                    text -> Objects.requireNonNull(sent.get(text.from()))));
    assertThat(performed(training, there, "study-there"))
        .usingRecursiveComparison()
        .ignoringFields("seconds")
        .isEqualTo(cellHere);
    assertThat(performed(last, there, "study-there")).isEqualTo(lastHere);
    assertThat(there.testSplit()).isEqualTo(split);
    for (String file : List.of(RunFolder.CONFIG, RunFolder.TOKENIZER)) {
      assertThat(folder.resolve("study-there/chosen").resolve(file))
          .hasSameTextualContentAs(folder.resolve("study/chosen").resolve(file));
    }
  }

  @Test
  void parcel_ofSettings_hasThemInItsConfig() {
    assertThat(Parcel.of(project, engine, (text, bytes) -> {}).config())
        .contains("steps: 20", folder.resolve("here/texts").toString())
        .doesNotContain("steps: 40");
  }

  @Test
  void unpack_ofOtherBytes_isRefused() throws IOException {
    Parcel parcel = arrived();
    byte[] damaged = "x".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> parcel.unpack(folder.resolve("there"), text -> damaged))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("a.txt arrived as");
  }

  @Test
  void unpack_again_asksForNoText() throws IOException {
    Parcel parcel = arrived();
    Path there = folder.resolve("there");
    String split =
        runner(parcel.unpack(there, text -> Objects.requireNonNull(sent.get(text.from()))))
            .testSplit();
    assertThat(
            runner(
                    parcel.unpack(
                        there,
                        text -> {
                          throw new AssertionError(text.from() + " is there");
                        }))
                .testSplit())
        .isEqualTo(split)
        .isNotEqualTo(ContentHash.of("").toString());
  }
}
