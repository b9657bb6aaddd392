package org.isotopelm.study.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.study.comparison.FinalNetwork;
import org.jspecify.annotations.Nullable;

/**
 * What a study makes of final models, beyond training them: other runs, whose test scores are those
 * that {@code eval} gives.
 */
public interface FinalModels {
  /**
   * A run on the test split.
   *
   * @param tokensPerSecond that it scores, on the threads of the study
   * @param bytes of the files that it is read from; of a mixture, its runs' too
   */
  record Measured(FinalScore score, double tokensPerSecond, long bytes) {}

  /**
   * Whether another seed gives another model: not if it is counted.
   *
   * @param overrides value by config path
   */
  boolean isSeeded(Map<String, Object> overrides);

  /**
   * The network of a final model, as it is trained; null where it is counted.
   *
   * @param overrides of the point that was chosen
   */
  @Nullable FinalNetwork network(Map<String, Object> overrides, long seed);

  /**
   * Reads a run and scores the test split with it.
   *
   * @param overrides of the point that was chosen
   */
  Measured measured(Path run, Map<String, Object> overrides, int threads);

  /** Makes the run of the counted model, of all text outside the test split. */
  void count(CountedSpec spec, Map<String, Object> overrides, Path folder, BooleanSupplier stop);

  /**
   * Makes a mixture of runs. It finds them where they are relative to its folder.
   *
   * @param overrides of the point that was chosen
   */
  void mix(List<Path> runs, Map<String, Object> overrides, MixtureWeights weights, Path folder);

  /**
   * Trains a narrower model that learns from another final model, on all text outside the test
   * split. A run that is already in the folder is continued.
   *
   * @param teacher the run that it learns from
   * @param width of its layers, as a share of the chosen model's
   * @param overrides of the point that was chosen
   * @param threads that the training may use
   */
  FinalScore student(
      Path teacher,
      double width,
      Map<String, Object> overrides,
      long seed,
      Path folder,
      int threads,
      BooleanSupplier stop);

  /**
   * The weights of the model of a point, the counted model and a cache that make the first fold's
   * held-out text likeliest. The model is trained for it on the other folds, as a cell is, or is
   * the one that a cell has left.
   *
   * @param cache how many tokens the n-gram cache remembers
   * @param folder where the training keeps its progress. If the run {@value CellRunner#RUN} of the
   *     very cell lies there, nothing is trained
   * @throws java.util.concurrent.CancellationException once it was stopped
   */
  MixtureWeights weights(
      Map<String, Object> overrides,
      long seed,
      CountedSpec counted,
      int cache,
      Path folder,
      BooleanSupplier stop);

  /**
   * The same with the network of a run, which was trained on the first fold's text.
   *
   * @param overrides of the point that was chosen, whose text and tokens are the run's
   */
  MixtureWeights weights(Path run, Map<String, Object> overrides, CountedSpec counted, int cache);
}
