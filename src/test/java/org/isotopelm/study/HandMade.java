package org.isotopelm.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.isotopelm.study.comparison.Baseline;
import org.isotopelm.study.comparison.NestedResult;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Axis;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;
import org.isotopelm.study.verdict.Finding;
import org.isotopelm.study.verdict.Judged;
import org.isotopelm.train.run.RunFolder;
import org.jspecify.annotations.Nullable;

/**
 * A small journal made by hand: what its study says follows from these figures and nothing else.
 *
 * @param name of the case
 * @param spec of the study
 * @param rows nll by point or opponent, a figure for each cell, seed by seed; NaN diverged, +∞
 *     crashed, the largest number is a score that is no probability, −∞ or a missing one was not
 *     trained
 * @param counted nll of the counted baseline by fold
 * @param said kinds of findings, by the simple names of their classes, exactly
 */
public record HandMade(
    String name,
    StudySpec spec,
    Map<String, Row> rows,
    @Nullable String stopped,
    Set<String> pruned,
    @Nullable TestResult test,
    @Nullable Rungs ladder,
    @Nullable NestedResult nested,
    @Nullable String refusal,
    @Nullable String finalPlan,
    List<Double> counted,
    Set<String> said) {

  /** The name alone: JUnit shows it beside each test. */
  @Override
  public String toString() {
    return name;
  }

  /** The figures of a point or an opponent; change is what its cells have beside them. */
  record Row(Map<String, Object> values, double[] nll, UnaryOperator<CellResult> change) {}

  static HandMade of(String name, StudySpec spec) {
    return new HandMade(
        name,
        spec,
        new LinkedHashMap<>(),
        null,
        new HashSet<>(),
        null,
        null,
        null,
        null,
        null,
        new ArrayList<>(),
        Set.of());
  }

  HandMade lambda(double lambda, double... nll) {
    return point(Map.of("lambda", Axis.plain(lambda)), nll);
  }

  HandMade point(Map<String, Object> values, double... nll) {
    return row(Point.describe(values), values, each -> each, nll);
  }

  HandMade opponent(String opponent, double... nll) {
    return row(opponent, Map.of(), each -> each, nll);
  }

  /** Of the counted baseline, by fold; it is no row. */
  HandMade counted(double... nll) {
    counted.addAll(Arrays.stream(nll).boxed().toList());
    return this;
  }

  HandMade row(
      String label, Map<String, Object> values, UnaryOperator<CellResult> change, double... nll) {
    rows.put(label, new Row(values, nll, change));
    return this;
  }

  HandMade stopped(String why) {
    return new HandMade(
        name, spec, rows, why, pruned, test, ladder, nested, refusal, finalPlan, counted, said);
  }

  HandMade prune(String label) {
    pruned.add(label);
    return this;
  }

  HandMade test(TestResult result) {
    return new HandMade(
        name, spec, rows, stopped, pruned, result, ladder, nested, refusal, finalPlan, counted,
        said);
  }

  /** What was made of the choice. */
  HandMade ladder(Rungs models) {
    return new HandMade(
        name, spec, rows, stopped, pruned, test, models, nested, refusal, finalPlan, counted, said);
  }

  HandMade nested(NestedResult result) {
    return new HandMade(
        name, spec, rows, stopped, pruned, test, ladder, result, refusal, finalPlan, counted, said);
  }

  HandMade refused(String why) {
    return new HandMade(
        name, spec, rows, stopped, pruned, test, ladder, nested, why, finalPlan, counted, said);
  }

  /** With the plan of the final model, as plan.json has it. */
  HandMade finalPlan(String plan) {
    return new HandMade(
        name, spec, rows, stopped, pruned, test, ladder, nested, refusal, plan, counted, said);
  }

  HandMade says(String... kinds) {
    return new HandMade(
        name,
        spec,
        rows,
        stopped,
        pruned,
        test,
        ladder,
        nested,
        refusal,
        finalPlan,
        counted,
        Set.of(kinds));
  }

  public StudyOutcome outcome(Path folder) {
    Plan plan = plan();
    Trials trials = new Trials();
    for (Contender contender : contenders(plan)) {
      Row row = rows.get(label(contender));
      List<Cell> cells = plan.cells(contender);
      for (int i = 0; row != null && i < row.nll().length; i++) {
        if (row.nll()[i] == Double.NEGATIVE_INFINITY) {
          continue;
        }
        trials.add(trial(cells.get(i), row, row.nll()[i]));
      }
    }
    writeFinalPlan(folder);
    StudyOutcome outcome = Summary.of(folder, plan, trials, baseline(), test, ladder, nested, 1);
    if (spec.finals() != null && test == null) {
      return outcome.withoutFinals();
    }
    return refusal == null ? outcome : outcome.refused(refusal);
  }

  /** That of a longer run, in which a group decays whose decay is not searched; or none. */
  private void writeFinalPlan(Path folder) {
    Path chosen = folder.resolve(StudyFolder.CHOSEN);
    try {
      Files.createDirectories(chosen);
      Files.deleteIfExists(chosen.resolve(RunFolder.PLAN));
      if (finalPlan != null) {
        Files.writeString(chosen.resolve(RunFolder.PLAN), finalPlan);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of two documents in each fold. */
  private @Nullable Baseline baseline() {
    if (spec.counted() == null) {
      return null;
    }
    SortedMap<Integer, CellResult> folds = new TreeMap<>();
    for (double nll : counted) {
      folds.put(
          folds.size(),
          CellResult.counted(
              nll, 1000, 3000, 0.1, List.of(400 * nll, 600 * nll), List.of(400.0, 600.0), 0, 0));
    }
    return new Baseline(spec.counted(), folds);
  }

  private static List<Contender> contenders(Plan plan) {
    List<Contender> all = new ArrayList<>(plan.points().stream().map(Contender::of).toList());
    all.addAll(plan.opponents());
    return all;
  }

  private static String label(Contender contender) {
    return contender.opponent() == null ? contender.point().toString() : contender.opponent();
  }

  private Plan plan() {
    Plan empty = Plan.of(spec);
    List<Plan.Proposed> points = new ArrayList<>();
    rows.forEach(
        (label, row) -> {
          if (!row.values().isEmpty()) {
            String why = pruned.contains(label) ? "above the median of the others" : null;
            points.add(new Plan.Proposed(empty.space().point(row.values()), 1, "by hand", why));
          }
        });
    if (points.isEmpty()) {
      return stopped == null ? empty : empty.stopped(stopped);
    }
    FakeRunner runner = new FakeRunner();
    Plan plan =
        empty
            .with(points)
            .withOpponents(each -> runner.isStandard(each.point().overrides()))
            .withZeroOf(points.getFirst().point());
    return stopped == null ? plan : plan.stopped(stopped);
  }

  private static Trial trial(Cell cell, Row row, double nll) {
    if (Double.isNaN(nll)) {
      return Trial.diverged(cell, "step 7: the loss is NaN");
    }
    if (nll == Double.MAX_VALUE) {
      return Trial.incomparable(cell, "its scores do not sum to one");
    }
    if (Double.isInfinite(nll)) {
      return Trial.crashed(cell, "the memory of 512 MB is used up");
    }
    double exposure = cell.overrides().isEmpty() ? 1.2 : 12 * FakeRunner.lambda(cell);
    return Trial.of(cell, row.change().apply(FakeRunner.result(nll, nll - 1, exposure)));
  }

  /** The case as a row of a Markdown table: its figures, what is said, and what kinds are not. */
  public String markdown(StudyOutcome outcome, Set<String> kinds) {
    String figures =
        rows.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + numbers(entry.getValue().nll()))
            .collect(Collectors.joining("<br>"));
    String sentences =
        outcome.findings().stream()
            .map(each -> "**" + kind(each) + "**: " + each.sentence())
            .collect(Collectors.joining("<br>"));
    String silent =
        kinds.stream()
            .filter(kind -> said.stream().noneMatch(each -> each.split(" ", -1)[0].equals(kind)))
            .sorted()
            .collect(Collectors.joining(", "));
    return "| %s | %s | %s | %s |\n"
        .formatted(name, figures, sentences.replace("|", "\\|"), silent);
  }

  private static String numbers(double[] nll) {
    return Arrays.stream(nll)
        .mapToObj(
            each ->
                Double.isNaN(each)
                    ? "diverged"
                    : each == Double.MAX_VALUE
                        ? "incomparable"
                        : Double.isInfinite(each)
                            ? each > 0 ? "crashed" : "not trained"
                            : String.format(Locale.ROOT, "%.4f", each))
        .collect(Collectors.joining(" "));
  }

  /** With the verdict where the sentence depends on it: {@code Stopping LOWER}. */
  public static String kind(Finding finding) {
    String name = finding.getClass().getSimpleName();
    return finding instanceof Judged compared ? name + " " + compared.gap().verdict() : name;
  }
}
