package org.isotopelm.study.training;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;

/**
 * One piece of a study's work. What it gives depends on the study's config and text, on what is
 * said here and on the files that it reads, never on time, machines or other tasks. It can be
 * written as JSON and done elsewhere, by a {@link LocalSite} of the same study.
 *
 * <p>Folders are relative to the study's.
 *
 * @param <R> what it gives, which JSON holds too
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "task")
public sealed interface StudyTask<R> {
  /** Does it on the caller's thread. */
  R perform(LocalSite site, Path study, BooleanSupplier cancelled);

  /** The class of what it gives. */
  Class<R> result();

  /** The files and folders that it may need. Those that are not there are made again. */
  default List<String> reads() {
    return List.of();
  }

  /** The files and folders that the study needs afterwards, as far as it makes them. */
  default List<String> leaves() {
    return List.of();
  }

  /**
   * Trains on all folds but the cell's, and scores that fold.
   *
   * @param folder see {@link CellRunner#run}
   */
  record TrainCell(Cell cell, String folder) implements StudyTask<CellResult> {
    @Override
    public CellResult perform(LocalSite site, Path study, BooleanSupplier cancelled) {
      return site.run(cell, study.resolve(folder), cancelled);
    }

    @Override
    public Class<CellResult> result() {
      return CellResult.class;
    }

    @Override
    public List<String> reads() {
      return Stream.ofNullable(cell.after()).map(this::weights).toList();
    }

    @Override
    public List<String> leaves() {
      return List.of(folder + "/" + CellRunner.RUN, weights(cell));
    }

    private String weights(Cell of) {
      return WarmStart.kept(Path.of(folder), of.name()).toString();
    }
  }

  /** Counts the baseline on all folds but one, and scores that one. */
  record CountFold(CountedSpec spec, int fold) implements StudyTask<CellResult> {
    @Override
    public CellResult perform(LocalSite site, Path study, BooleanSupplier cancelled) {
      return site.counted(spec, fold);
    }

    @Override
    public Class<CellResult> result() {
      return CellResult.class;
    }
  }

  /** Counts the baseline on all text outside the test split, and scores the test split. */
  record CountFinal(CountedSpec spec) implements StudyTask<FinalScore> {
    @Override
    public FinalScore perform(LocalSite site, Path study, BooleanSupplier cancelled) {
      return site.countedFinal(spec);
    }

    @Override
    public Class<FinalScore> result() {
      return FinalScore.class;
    }
  }

  /**
   * Trains on all text outside the test split, and scores the test split.
   *
   * @param folder of the run
   * @param threads that the training may use
   */
  record TrainFinal(Map<String, Object> overrides, long seed, String folder, int threads)
      implements StudyTask<FinalScore> {
    @Override
    public FinalScore perform(LocalSite site, Path study, BooleanSupplier cancelled) {
      return site.runFinal(overrides, seed, study.resolve(folder), threads, cancelled);
    }

    @Override
    public Class<FinalScore> result() {
      return FinalScore.class;
    }

    @Override
    public List<String> reads() {
      return List.of(folder);
    }

    @Override
    public List<String> leaves() {
      return List.of(folder);
    }
  }

  /**
   * Trains on the first fold's other text, and fits the weights of a mixture to that fold.
   *
   * @param cache tokens that the n-gram cache remembers
   * @param folder see {@link FinalModels#weights}
   */
  record FitWeights(
      Map<String, Object> overrides, long seed, CountedSpec counted, int cache, String folder)
      implements StudyTask<MixtureWeights> {
    @Override
    public MixtureWeights perform(LocalSite site, Path study, BooleanSupplier cancelled) {
      return site.finals()
          .weights(overrides, seed, counted, cache, study.resolve(folder), cancelled);
    }

    @Override
    public Class<MixtureWeights> result() {
      return MixtureWeights.class;
    }

    @Override
    public List<String> reads() {
      return List.of(folder);
    }
  }

  /**
   * Fits the weights of a mixture to the first fold with a network that is there.
   *
   * @param run the folder of its run
   */
  record FitWeightsOf(String run, Map<String, Object> overrides, CountedSpec counted, int cache)
      implements StudyTask<MixtureWeights> {
    @Override
    public MixtureWeights perform(LocalSite site, Path study, BooleanSupplier cancelled) {
      return site.finals().weights(study.resolve(run), overrides, counted, cache);
    }

    @Override
    public Class<MixtureWeights> result() {
      return MixtureWeights.class;
    }

    @Override
    public List<String> reads() {
      return List.of(run);
    }
  }
}
