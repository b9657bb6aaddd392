package org.isotopelm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.study.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings and studies by a program. */
class IsotopeTest {
  private static final String MLP = "{kind: mlp, context: 2, embedding: 8, hidden: [8]}";

  @TempDir Path folder;

  private TrainOptions training() {
    return TrainOptions.defaults().withHome(folder).withThreads(1);
  }

  @Test
  void train_withAListener_tellsEachStepAndGivesARun() throws IOException {
    Path config = SmallRun.config(folder, "{kind: byte}", MLP);
    List<Long> steps = new ArrayList<>();
    List<Double> evaluations = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void stepped(long step, long all, double nll) {
            assertThat(all).isEqualTo(60);
            steps.add(step);
          }

          @Override
          public void evaluated(long step, double nll, boolean best) {
            evaluations.add(nll);
          }
        };
    TrainedRun run =
        Isotope.train(config, folder.resolve("run"), training().withListener(listener));
    assertThat(steps).hasSize(60).startsWith(1L).endsWith(60L);
    assertThat(evaluations).hasSize(20).last().isEqualTo(run.validationNll());
    assertThat(run.steps()).isEqualTo(60);
    assertThat(run.interrupted()).isFalse();
    assertThat(folder.resolve("run/report.html")).isNotEmptyFile();
    try (LanguageModel model = run.open()) {
      assertThat(model.info().kind()).isEqualTo("mlp");
    }
  }

  /** The weights are those of a training that was never stopped. */
  @Test
  void train_stoppedAndContinued_endsAsIfItHadNotBeen() throws IOException {
    Path config = SmallRun.config(folder, "{kind: byte}", MLP);
    long[] step = {0};
    TrainListener counting =
        new TrainListener() {
          @Override
          public void stepped(long now, long all, double nll) {
            step[0] = now;
          }
        };
    Path out = folder.resolve("stopped");
    TrainedRun stopped =
        Isotope.train(config, out, training().withListener(counting).withStop(() -> step[0] >= 25));
    assertThat(stopped.interrupted()).isTrue();
    assertThat(stopped.steps()).isBetween(25L, 59L);
    assertThatThrownBy(() -> Isotope.train(config, out, training()))
        .isInstanceOfSatisfying(
            IsotopeException.class,
            e -> assertThat(e.kind()).isEqualTo(IsotopeException.Kind.FAILURE))
        .hasMessageContaining("already holds a run");
    TrainedRun ended = Isotope.train(config, out, training().withExisting(ExistingRun.CONTINUE));
    TrainedRun whole = Isotope.train(config, folder.resolve("whole"), training());
    assertThat(ended.interrupted()).isFalse();
    assertThat(ended.validationNll()).isEqualTo(whole.validationNll());

    TrainedRun other =
        Isotope.train(
            config,
            out,
            training().withExisting(ExistingRun.REPLACE).withSettings("train.steps=10"));
    assertThat(other.steps()).isEqualTo(10);
  }

  @Test
  void train_byAWrongConfig_namesEveryPath() throws IOException {
    Path config = SmallRun.config(folder, "{kind: byte}", MLP);
    String[] wrong = {"optimizer.decay.all.lambda=-1", "model.hidden=[]"};
    assertThatThrownBy(
            () -> Isotope.train(config, folder.resolve("run"), training().withSettings(wrong)))
        .isInstanceOfSatisfying(
            IsotopeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(IsotopeException.Kind.CONFIG);
              assertThat(e.problems()).hasSizeGreaterThan(1);
              assertThat(e).hasMessageContaining("optimizer.decay").hasMessageNotContaining("--");
            });
    assertThatThrownBy(() -> training().withThreads(0))
        .isInstanceOf(IsotopeException.class)
        .hasMessageContaining("threads: 0");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void study_ofTwoPoints_findsThemAndOpensTheChoice() throws IOException {
    Path config = SmallRun.config(folder, "{kind: byte}", MLP);
    Files.writeString(
        config,
        Files.readString(config)
            + """
            study:
              search: {kind: grid}
              space:
                lambda: {set: [optimizer.decay.all.lambda], values: [0.5, 0]}
              folds: 2
            """);
    List<Progress> seen = new ArrayList<>();
    StudyListener listener =
        new StudyListener() {
          @Override
          public void progressed(Progress progress) {
            seen.add(progress);
          }
        };
    StudyOptions options =
        StudyOptions.defaults()
            .withHome(folder)
            .withWorkers(1)
            .withSettings("train.steps=20")
            .withListener(listener);
    Path out = folder.resolve("study");
    assertThatThrownBy(() -> Isotope.study(config, out, options.withStop(() -> true)))
        .isInstanceOfSatisfying(
            IsotopeException.class,
            e -> assertThat(e.kind()).isEqualTo(IsotopeException.Kind.INTERRUPTED));
    StudyFindings found = Isotope.study(config, out, options);
    assertThat(seen).last().matches(progress -> progress.done() == progress.total());
    assertThat(found.points()).hasSize(2);
    assertThat(found.curve("lambda"))
        .extracting(point -> String.valueOf(point.values().get("lambda")))
        .first()
        .asString()
        .startsWith("0");
    assertThat(found.curve("eta")).isEmpty();
    assertThat(found.choice()).containsOnlyKeys("lambda");
    assertThat(found.conclusion()).contains("lambda");

    StudyFindings read = Isotope.openStudy(out, OpenOptions.defaults().withHome(folder));
    assertThat(read.points()).isEqualTo(found.points());
    assertThat(read.conclusion()).isEqualTo(found.conclusion());
    try (LanguageModel model = read.openChosen()) {
      assertThat(model.score("half of it").nll()).isPositive();
    }
    assertThatThrownBy(() -> Isotope.open(out))
        .isInstanceOf(IsotopeException.class)
        .hasMessageContaining("is a study");
    assertThatThrownBy(() -> Isotope.openStudy(out.resolve("chosen")))
        .isInstanceOf(IsotopeException.class)
        .hasMessageContaining("holds a run and no study");
    assertThatThrownBy(() -> Isotope.openStudy(folder.resolve("nowhere")))
        .isInstanceOf(IsotopeException.class);
  }
}
