package org.isotopelm.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isotopelm.base.Json;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Sgd;
import org.isotopelm.optim.average.Average;
import org.isotopelm.optim.average.EmaAverage;
import org.isotopelm.optim.average.TailAverage;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.optim.schedule.Span;

/** Warns of settings that do nothing in a run, or far more than they say. */
final class IdleSettings {
  /** Passes over the text, as a multiple of the epochs asked for, that go without a word. */
  private static final double MOST_ROUNDING = 1.1;

  private final GradientPlan plan;
  private final TrainSpec train;
  private final List<String> warnings = new ArrayList<>();

  private IdleSettings(GradientPlan plan) {
    this.plan = plan;
    this.train = plan.recipe().train();
  }

  /** A sentence for each, with its remedy. */
  static List<String> warnings(GradientPlan plan) {
    IdleSettings settings = new IdleSettings(plan);
    settings.passes();
    settings.learningRate();
    settings.earlyStopping();
    settings.average();
    settings.model();
    settings.untouchedRows();
    return settings.warnings;
  }

  private void passes() {
    double stepsPerEpoch = plan.horizon().stepsPerEpoch();
    double passes = plan.steps() / stepsPerEpoch;
    if (stepsPerEpoch < 1) {
      warn(
          String.format(
              Locale.ROOT,
              "train.batch: one step takes %.1f passes over the training split; lower train.batch or train.accumulation",
              1 / stepsPerEpoch));
    } else if (train.epochs() != null && passes > MOST_ROUNDING * train.epochs()) {
      warn(
          String.format(
              Locale.ROOT,
              "train.epochs: %s becomes %,d steps, which are %.2f passes over the training split; lower train.batch to come closer",
              train.epochs(),
              plan.steps(),
              passes));
    }
  }

  private void learningRate() {
    Schedule schedule = plan.horizon().schedule();
    if (schedule.warmup() == schedule.steps() && schedule.steps() > 1) {
      warn(
          "optimizer.learning_rate.warmup: it lasts the whole run, so the learning "
              + "rate reaches its peak only at the last step; shorten it");
    }
    if (plan.recipe().optimizer().algorithm() instanceof Sgd(double momentum, boolean nesterov)
        && nesterov
        && momentum == 0) {
      warn(
          "optimizer.nesterov: without momentum there is nothing to look ahead along; give optimizer.momentum a value such as 0.9, or remove nesterov");
    }
    if (schedule.kind() == ScheduleKind.CONSTANT && schedule.floor() > 0) {
      warn(
          "optimizer.learning_rate.floor: a constant schedule has no floor; remove it, or choose another schedule");
    }
  }

  private void earlyStopping() {
    if (train.earlyStopping() == null) {
      return;
    }
    if (plan.text().validation().targets() == 0) {
      warn(
          "train.early_stopping: the validation split is empty, so nothing is "
              + "evaluated and the training cannot stop early; give data.split.validation "
              + "a share");
      return;
    }
    long every = Intervals.of(train, plan.steps()).evaluate();
    long evaluations = Math.ceilDiv(plan.steps(), every);
    int patience = train.earlyStopping().patience();
    if (patience >= evaluations) {
      warn(
          String.format(
              Locale.ROOT,
              "train.early_stopping.patience: it is %,d evaluations and the run has %,d, so the training cannot stop early; lower the patience or train.evaluate.every",
              patience,
              evaluations));
    }
  }

  private void average() {
    Average average = train.average();
    if (average instanceof TailAverage && train.earlyStopping() != null) {
      warn(
          String.format(
              Locale.ROOT,
              "train.average: the average begins at step %,d; a training that early_stopping ends before it has none; use kind: ema, or remove one of them",
              average.first(plan.horizon())));
    }
    if (average instanceof EmaAverage(Span halfLife)
        && plan.horizon().steps(halfLife) > plan.steps()) {
      warn(
          String.format(
              Locale.ROOT,
              "train.average.half_life: it is %,.0f steps and the run has %,d, so weights of its beginning count half as much as the last or more; use a shorter half-life",
              plan.horizon().steps(halfLife),
              plan.steps()));
    }
  }

  private void model() {
    if (plan.recipe().model() instanceof ModelSpec.Mlp mlp && mlp.residual() && !hasTwin(mlp)) {
      warn(
          "model.residual: no hidden layer is as wide as its input, so nothing is "
              + "added; make two widths equal, or remove it");
    }
    if (plan.recipe().model() instanceof ModelSpec.Lstm lstm
        && lstm.layers() == 1
        && lstm.dropout().hidden() > 0) {
      warn(
          "model.dropout.hidden: it acts between layers, and there is only one; use "
              + "dropout.output, or more layers");
    }
  }

  private void untouchedRows() {
    Algorithm algorithm = plan.recipe().optimizer().algorithm();
    if (!plan.touchedRows().isEmpty() && !algorithm.followsGradient()) {
      String kind = Json.mapper().valueToTree(algorithm).path("kind").asString();
      warn(
          "optimizer.embeddings.rows: with touched this is lazy %s, another algorithm than %s: a row that a step does not touch keeps what the optimizer knows of it, and only decays; use rows: all for %s itself"
              .formatted(kind, kind, kind));
    }
  }

  private static boolean hasTwin(ModelSpec.Mlp mlp) {
    long input = (long) mlp.context() * mlp.embedding();
    for (int width : mlp.hidden()) {
      if (width == input) {
        return true;
      }
      input = width;
    }
    return false;
  }

  private void warn(String sentence) {
    warnings.add(sentence);
  }
}
