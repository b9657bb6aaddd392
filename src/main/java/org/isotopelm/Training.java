package org.isotopelm;

import java.nio.file.Path;
import java.util.Optional;
import org.isotopelm.config.Settings;
import org.isotopelm.eval.Scores;
import org.isotopelm.project.Project;
import org.isotopelm.project.RunTrainer;
import org.isotopelm.project.TrainWatch;
import org.isotopelm.train.Listener;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.cost.Memory;
import org.isotopelm.train.run.RunFolder.Opening;

/** Trains a run for a program, and tells its listener. */
final class Training implements TrainWatch {
  private final TrainListener listener;
  private long steps;

  private Training(TrainListener listener) {
    this.listener = listener;
  }

  static TrainedRun run(Path config, Path out, TrainOptions options) {
    Project project = Project.read(options.home(), config, Settings.of(options.settings()));
    RunTrainer trainer =
        new RunTrainer(
            project,
            out,
            opening(options.existing()),
            options.existing() == ExistingRun.CONTINUE_CHANGED,
            Errors.threads(options.threads(), project.config().engine().threads()),
            "Isotope.train(\"%s\", \"%s\")".formatted(config, out),
            RunTrainer.Place.HERE);
    TrainResult result = trainer.train(new Training(options.listener()), options.stop()).result();
    Scores validation = result.validation();
    return new TrainedRun(
        out,
        options.home(),
        result.state().step(),
        result.interrupted(),
        result.trainNll(),
        validation == null ? null : (Double) validation.nll());
  }

  private static Opening opening(ExistingRun existing) {
    return switch (existing) {
      case REFUSE -> Opening.NEW;
      case CONTINUE, CONTINUE_CHANGED -> Opening.GO_ON;
      case REPLACE -> Opening.ANEW;
    };
  }

  @Override
  public void note(String line) {
    listener.noted(line);
  }

  @Override
  public void warn(String line) {
    listener.warned(line);
  }

  @Override
  public void planned(TrainingPlan plan, Optional<Memory> memory) {
    steps = plan.steps();
    memory.map(Memory::text).ifPresent(listener::noted);
  }

  @Override
  public Listener listener() {
    return new Listener() {
      @Override
      public void stepped(long step, double nll, int tokens) {
        listener.stepped(step, steps, nll);
      }

      @Override
      public void evaluated(long step, double nll, boolean best) {
        listener.evaluated(step, nll, best);
      }
    };
  }

  @Override
  public void unreported(RuntimeException error) {
    listener.warned("the report could not be written: " + error.getMessage());
  }
}
