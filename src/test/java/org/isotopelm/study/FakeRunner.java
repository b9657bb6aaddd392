package org.isotopelm.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.training.FinalModels;
import org.isotopelm.study.training.FinalScore;
import org.isotopelm.study.training.LocalSite;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.train.TrainState.Evaluated;

/**
 * A trainer whose nll is a U over λ, shifted by fold and seed: 4 + (ln((λ + 0.03) / 0.23))² / 10
 * has its minimum, 4, at λ = 0.2. Fewer epochs than ten are better by a tenth.
 */
public class FakeRunner implements LocalSite {
  /** The path that is λ here. */
  public static final String LAMBDA = "optimizer.decay.rest.lambda";

  /** What was trained, in the order of its end. */
  public final Queue<Cell> trained = new ConcurrentLinkedQueue<>();

  /** The folders of the final trainings. */
  public final Queue<Path> finals = new ConcurrentLinkedQueue<>();

  /** The folds of which the baseline was counted. */
  public final Queue<Integer> counted = new ConcurrentLinkedQueue<>();

  private final Consumer<Cell> before;
  private final boolean test;

  public FakeRunner() {
    this(cell -> {}, true);
  }

  /** A runner that does {@code before} each cell. */
  public FakeRunner(Consumer<Cell> before, boolean test) {
    this.before = before;
    this.test = test;
  }

  @Override
  public CellResult run(Cell cell, Path cellFolder, BooleanSupplier cancelled) {
    before.accept(cell);
    double lambda = lambda(cell);
    double nll = curve(cell.overrides()) + 0.1 * cell.fold() + 0.01 * cell.seed();
    // What is not shared by all λ of a fold: the noise of a paired difference.
    nll += 0.004 * Math.sin(13 * lambda + 5 * cell.fold() + cell.seed());
    trained.add(cell);
    return result(nll, nll - 1.2 + lambda, 12 * lambda);
  }

  /** A result of two documents of 400 and 600 tokens, 3000 bytes. */
  public static CellResult result(double nll, double trainNll, double exposure) {
    return new CellResult(
        nll,
        trainNll,
        nll - 0.02,
        90,
        1000,
        3000,
        exposure,
        0.01,
        100,
        0.5,
        List.of(400 * nll, 600 * nll),
        List.of(400.0, 600.0),
        List.of(
            new Evaluated(50, nll + 0.5), new Evaluated(90, nll - 0.02), new Evaluated(100, nll)),
        0,
        0,
        100);
  }

  @Override
  public boolean isStandard(Map<String, Object> overrides) {
    return number(overrides, LAMBDA, 0.1) == 0.1 && number(overrides, "train.epochs", 10) == 10;
  }

  @Override
  public LocalSite outer(int fold, int folds) {
    return this;
  }

  @Override
  public String testSplit() {
    return test ? "the test split" : "";
  }

  @Override
  public FinalScore runFinal(
      Map<String, Object> overrides,
      long seed,
      Path folder,
      int threads,
      BooleanSupplier cancelled) {
    finals.add(folder);
    return score(curve(overrides) - 0.05, lambdaOf(overrides) == 0 ? 0.01 : 0);
  }

  /**
   * A score of two documents of 400 tokens.
   *
   * @param spread how far each document's nll per token is from the mean, so that a paired
   *     difference to a score without has this half-width
   */
  private static FinalScore score(double nll, double spread) {
    return new FinalScore(
        nll,
        List.of(nll - 0.1, nll + 0.1),
        nll / 2,
        List.of(),
        List.of(400 * (nll - spread), 400 * (nll + spread)),
        List.of(400.0, 400.0));
  }

  @Override
  public FinalModels finals() {
    throw new AssertionError("no model but the single one is asked for");
  }

  /** The nll of a fold is 4.2, 4.31, 4.39 …: below most of the curve, above its minimum. */
  @Override
  public CellResult counted(CountedSpec spec, int fold) {
    counted.add(fold);
    double nll = 4.2 + 0.1 * fold + 0.01 * (fold % 2) + 0.01 * (5 - spec.order());
    return CellResult.counted(
        nll, 1000, 3000, 0.1, List.of(400 * nll, 600 * nll), List.of(400.0, 600.0), 0, 0);
  }

  @Override
  public FinalScore countedFinal(CountedSpec spec) {
    return score(4.1, 0.01);
  }

  /** A cell's λ. */
  public static double lambda(Cell cell) {
    return number(cell.overrides(), LAMBDA, 0.1);
  }

  static double lambdaOf(Map<String, Object> overrides) {
    return number(overrides, LAMBDA, 0.1);
  }

  /** The exception of a training that diverged. */
  public static ProblemException diverged() {
    return new ProblemException(
        ExitCode.DIVERGED, List.of(Problem.of("step 7: the loss is NaN")), null);
  }

  static double curve(Map<String, Object> overrides) {
    double offset = Math.log((number(overrides, LAMBDA, 0.1) + 0.03) / 0.23);
    double fewer = number(overrides, "train.epochs", 10) < 10 ? 0.1 : 0;
    return 4 + offset * offset / 10 - fewer;
  }

  private static double number(Map<String, Object> overrides, String path, double otherwise) {
    return ((Number) overrides.getOrDefault(path, otherwise)).doubleValue();
  }
}
