package org.isotopelm.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.plan.Samplers;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.search.Sampler;
import org.isotopelm.study.training.Estimate;
import org.isotopelm.study.training.StudyFacts;
import org.isotopelm.study.training.TrainingRunner;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.train.cost.Memory;

/**
 * What a study will cost, before it begins.
 *
 * @param study its folder
 * @param points of the search, the largest number
 * @param opponents those of the config and those of every study
 * @param cells trainings, the largest number; includes those of nested folds
 * @param finals trainings that follow, of the chosen point and of what it is compared with, those
 *     of nested folds left out
 * @param leastSteps optimizer steps of the shortest cell that was measured
 * @param steps optimizer steps of the longest
 * @param leastParameters weights of the smallest model that was measured
 * @param parameters weights of the largest
 * @param workers cells side by side, never more than {@code cells}
 * @param secondsPerCell mean, measured on this machine, for a cell with a processor to itself
 * @param busySecondsPerCell the same with the processors as busy as they were during the
 *     measurement
 * @param seconds of all cells and the final trainings, at most what the budget allows
 * @param busySeconds the same, as busy as the machine is
 * @param bytes memory of the cells that run at a time
 */
public record DryRun(
    String study,
    int points,
    int opponents,
    int cells,
    int finals,
    long leastSteps,
    long steps,
    long leastParameters,
    long parameters,
    int workers,
    double secondsPerCell,
    double busySecondsPerCell,
    double seconds,
    double busySeconds,
    long bytes) {

  /** Contenders that are measured, at three seconds each; the others are taken for their mean. */
  private static final int MEASURED = 5;

  /**
   * Plans a study and measures a few of its trainings.
   *
   * @throws org.isotopelm.base.ProblemException for the same errors as {@link Study#run}; exit code
   *     1, where the JVM has not enough memory for the cells that run at a time
   */
  public static DryRun of(StudySpec spec, TrainingRunner runner, String folder, int workers) {
    Plan plan = begun(spec, runner);
    Plan inner = begun(spec.inner(), runner);
    List<Estimate> estimates = measured(plan).stream().map(runner::estimate).toList();
    double perCell =
        estimates.stream().mapToDouble(Estimate::secondsPerCell).average().orElseThrow();
    int cells = plan.expectedCells() + spec.outerFolds() * inner.expectedCells();
    int atATime = Math.min(workers, cells);
    long bytes = atATime * estimates.stream().mapToLong(Estimate::bytes).max().orElseThrow();
    requireRoom(atATime, bytes, Memory.limit());
    double busy =
        estimates.stream().mapToDouble(Estimate::busySecondsPerCell).average().orElseThrow();
    // If there are more cells than processors, cells share processors.
    int atFullSpeed = Math.min(workers, Runtime.getRuntime().availableProcessors());
    boolean tested = !runner.facts().testSplit().isEmpty();
    double length =
        length(plan, atFullSpeed, tested) + spec.outerFolds() * length(inner, atFullSpeed, true);
    double most = minutes(spec) * 60;
    return new DryRun(
        folder,
        plan.expectedPoints(),
        plan.expectedOpponents(),
        cells,
        tested ? FinalTasks.trainings(plan) : 0,
        estimates.stream().mapToLong(Estimate::steps).min().orElseThrow(),
        estimates.stream().mapToLong(Estimate::steps).max().orElseThrow(),
        estimates.stream().mapToLong(Estimate::parameters).min().orElseThrow(),
        estimates.stream().mapToLong(Estimate::parameters).max().orElseThrow(),
        atATime,
        perCell,
        busy,
        Math.min(perCell * length, most),
        Math.min(busy * length, most),
        bytes);
  }

  /** The plan with its first round and its opponents. */
  static Plan begun(StudySpec spec, StudyFacts facts) {
    Plan plan = Plan.of(spec);
    Sampler.Proposal first = Samplers.of(spec, plan.space()).next(List.of());
    return plan.with(Plan.Proposed.round(1, first))
        .withOpponents(contender -> facts.isStandard(contender.point().overrides()));
  }

  /**
   * How long a study without nested folds takes, in cells.
   *
   * @param tested whether it has a test split, without which it makes no final model
   */
  static double length(Plan plan, int workers, boolean tested) {
    int cells = plan.expectedCells();
    double search = (double) cells / Math.min(workers, cells);
    return tested ? search + FinalTasks.seconds(plan, 1, workers) : search;
  }

  private static double minutes(StudySpec spec) {
    return Objects.requireNonNullElse(spec.budget().minutes(), Double.POSITIVE_INFINITY);
  }

  static void requireRoom(int atATime, long bytes, long limit) {
    String who = String.format(Locale.ROOT, "a study of %d cells at a time needs", atATime);
    Memory.requireRoom(who, bytes, limit, "use fewer workers, fewer shards or a smaller model");
  }

  /** Settings that may cost differently: all but those of the optimizer. */
  private static List<Map<String, Object>> measured(Plan plan) {
    List<Map<String, Object>> settings = new ArrayList<>();
    for (Cell cell : plan.batch(1, 0)) {
      Map<String, Object> other = new LinkedHashMap<>(cell.overrides());
      other.keySet().removeIf(path -> path.startsWith("optimizer."));
      if (!settings.contains(other) && settings.size() < MEASURED) {
        settings.add(other);
      }
    }
    return settings;
  }
}
