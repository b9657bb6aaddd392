package org.isotopelm.report.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.baseline.CountedScore;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Chart.Flag;
import org.isotopelm.report.chart.Chart.Stroke;
import org.isotopelm.report.chart.LineLook;
import org.isotopelm.report.run.LearningData.Learning;
import org.isotopelm.report.run.ReportData.DecayPart;
import org.isotopelm.report.run.ReportData.RunPart;
import org.isotopelm.report.run.ReportData.TrainingPart;
import org.isotopelm.report.run.StepChart.Series;
import org.isotopelm.study.space.Point;
import org.isotopelm.train.TrainState.Evaluated;
import org.isotopelm.words.Figures;
import org.jspecify.annotations.Nullable;

/** How models trained: nll, learning rate, norms and half-lives by step. */
public final class TrainingData {
  private static final String NLL = "nll, nats per token";
  private static final String TRAIN = "train_nll";
  private static final String VALIDATION = "validation_nll";
  private static final int WIDE = 340;
  private static final int NARROW = 250;

  /** Up to so many evaluations each has a symbol. */
  private static final int FEW = 60;

  private final List<RunPart> runs;
  private final RunSeries logs;

  private TrainingData(List<RunPart> runs) {
    this.runs = runs.stream().filter(run -> run.points().size() > 1).toList();
    logs = new RunSeries(this.runs);
  }

  /** Of a study: of its cells, and of its final runs. */
  public static @Nullable TrainingPart study(
      List<RunPart> runs, List<Learning> learning, @Nullable Map<String, Object> best) {
    TrainingData data = new TrainingData(runs);
    List<Chart> wide = new ArrayList<>(learning(learning, best));
    data.trained(
            "Of the final models, which train on all text outside the test split. Bold: a running mean; thin: every logged point.")
        .make()
        .forEach(wide::add);
    return data.part(
        "How the models trained",
        wide,
        Stream.concat(data.gap(), data.rate().make()).toList(),
        null,
        List.of());
  }

  /** Of a run by itself. */
  static @Nullable TrainingPart run(RunPart run) {
    TrainingData data = new TrainingData(List.of(run));
    return data.part(
        "How it trained",
        data.held().toList(),
        Stream.concat(data.rate().make(), data.gradient().make()).toList(),
        DecayData.of(run),
        new GroupCharts(data.logs).updates());
  }

  /** Of several runs, overlaid. */
  static @Nullable TrainingPart runs(List<RunPart> runs) {
    TrainingData data = new TrainingData(runs);
    List<Series> held =
        IntStream.range(0, data.runs.size())
            .mapToObj(i -> data.logs.series(i, Stroke.JOINED, RunSeries.figure(VALIDATION)))
            .toList();
    List<Chart> wide =
        new ArrayList<>(
            new StepChart(
                    "held", "Held-out nll", "On the validation split of each run.", WIDE, NLL, held)
                .make()
                .toList());
    data.trained("Bold: a running mean; thin: every logged point.").make().forEach(wide::add);
    return data.part(
        "How they trained",
        wide,
        Stream.concat(data.rate().make(), data.gradient().make()).toList(),
        null,
        new GroupCharts(data.logs).measured());
  }

  private @Nullable TrainingPart part(
      String title,
      List<Chart> wide,
      List<Chart> panels,
      @Nullable DecayPart decay,
      List<Chart> updates) {
    GroupCharts groups = new GroupCharts(logs);
    TrainingPart part =
        new TrainingPart(
            title,
            wide,
            panels,
            decay,
            Stream.concat(groups.norms(), updates.stream()).toList(),
            groups.halfLives());
    return wide.isEmpty() && panels.isEmpty() ? null : part;
  }

  /** Held-out nll as the cells of the chosen point and of λ = 0 were trained. */
  private static List<Chart> learning(List<Learning> learning, @Nullable Map<String, Object> best) {
    if (best == null || learning.stream().noneMatch(each -> each.mean().size() > 1)) {
      return List.of();
    }
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < learning.size(); i++) {
      LineLook look = LineLook.line(i);
      Learning each = learning.get(i);
      if (each.cells().size() > 1) {
        each.cells().forEach(cell -> series.add(evaluations(look, Stroke.THIN, "", cell)));
      }
      series.add(evaluations(look, Stroke.JOINED, words(each.name()), each.mean()));
    }
    return new StepChart(
            "cells",
            "Held-out nll during training",
            "In the study's trainings: the mean over folds and seeds. Thin lines: each of them. Chosen: "
                + Point.describe(best)
                + ".",
            WIDE,
            NLL,
            series)
        .make()
        .toList();
  }

  private static Series evaluations(
      LineLook look, Stroke stroke, String name, List<Evaluated> all) {
    return new Series(
        look,
        stroke,
        name,
        all.stream().map(each -> (double) each.step()).toList(),
        all.stream().map(each -> each.nll()).toList());
  }

  static String words(String name) {
    return switch (name) {
      case "zero" -> "λ = 0";
      default -> name;
    };
  }

  private StepChart trained(String note) {
    List<Series> series =
        IntStream.range(0, runs.size())
            .mapToObj(i -> logs.series(i, Stroke.PLAIN, RunSeries.figure(TRAIN)).smoothed())
            .flatMap(List::stream)
            .toList();
    return new StepChart("learning", "Train loss", note, WIDE, NLL, series);
  }

  /** The held-out nll of a run beside its train nll. */
  private Stream<Chart> held() {
    if (runs.isEmpty()) {
      return Stream.empty();
    }
    Series trained = named(LineLook.TRAIN, Stroke.PLAIN, "text trained on", TRAIN);
    Series held = named(LineLook.HELD, Stroke.JOINED, "held out (validation split)", VALIDATION);
    if (held.steps().size() > FEW) {
      held = named(LineLook.HELD, Stroke.PLAIN, "held out (validation split)", VALIDATION);
    }
    List<Series> series = new ArrayList<>(trained.smoothed());
    series.add(held);
    counted(held).ifPresent(series::add);
    int best = lowest(held.figures());
    String note =
        best < 0
            ? ""
            : "The held-out nll was lowest, %s, at step %s. "
                .formatted(Figures.nats(held.figures().get(best)), whole(held.steps().get(best)));
    StepChart chart =
        new StepChart(
            "learning",
            best < 0 ? "Train loss" : "Train loss and held-out nll",
            note + "Bold: a running mean of the train loss; thin: every logged point.",
            400,
            NLL,
            series);
    return (best < 0
            ? chart
            : chart.flag(new Flag(held.steps().get(best), held.figures().get(best), "lowest")))
        .make();
  }

  /** The counted baseline, from side to side. */
  private Optional<Series> counted(Series held) {
    CountedScore counted = runs.getFirst().counted();
    return counted == null || held.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Series(
                LineLook.COUNTED,
                Stroke.PLAIN,
                counted.label(),
                List.of(0.0, held.steps().getLast()),
                List.of(counted.nll(), counted.nll())));
  }

  private Series named(LineLook look, Stroke stroke, String name, String key) {
    Series series = logs.series(0, stroke, RunSeries.figure(key));
    return new Series(look, stroke, name, series.steps(), series.figures());
  }

  private static int lowest(List<Double> figures) {
    return IntStream.range(0, figures.size())
        .boxed()
        .min((a, b) -> Double.compare(figures.get(a), figures.get(b)))
        .orElse(-1);
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  /** Both runs see the same batches, so that their difference is smoother than either. */
  private Stream<Chart> gap() {
    if (runs.size() != 2) {
      return Stream.empty();
    }
    Series chosen = logs.series(0, Stroke.PLAIN, RunSeries.figure(TRAIN));
    Series zero = logs.series(1, Stroke.PLAIN, RunSeries.figure(TRAIN));
    Map<Double, Double> others = new HashMap<>();
    IntStream.range(0, zero.steps().size())
        .forEach(i -> others.put(zero.steps().get(i), zero.figures().get(i)));
    List<Double> steps = new ArrayList<>();
    List<Double> gaps = new ArrayList<>();
    for (int i = 0; i < chosen.steps().size(); i++) {
      Double other = others.get(chosen.steps().get(i));
      if (other != null) {
        steps.add(chosen.steps().get(i));
        gaps.add(chosen.figures().get(i) - other);
      }
    }
    Series gap =
        new Series(LineLook.HELD, Stroke.PLAIN, "difference", steps, StepChart.runningMean(gaps));
    return new StepChart(
            "gap",
            "Train loss, chosen − λ = 0",
            "Above 0, decay fits the training text less well. A running mean.",
            NARROW,
            "nats",
            List.of(gap))
        .level(0)
        .make();
  }

  /** One line where all runs have the same. */
  private StepChart rate() {
    List<Series> series = logs.all(RunSeries.figure("learning_rate"));
    boolean equal =
        series.stream()
            .allMatch(
                each ->
                    each.steps().equals(series.getFirst().steps())
                        && each.figures().equals(series.getFirst().figures()));
    return chart("rate", "Learning rate", "η", equal ? series.stream().limit(1).toList() : series);
  }

  private StepChart gradient() {
    return chart(
        "gradient",
        "Gradient norm",
        "‖g‖ before clipping",
        logs.all(RunSeries.figure("gradient_norm")));
  }

  static StepChart chart(String id, String title, String unit, List<Series> series) {
    return new StepChart(id, title, "", NARROW, unit, series);
  }
}
