package org.isotopelm.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.model.mixture.NgramCache;
import org.isotopelm.study.comparison.FinalNetwork;
import org.isotopelm.study.training.FinalModels;
import org.isotopelm.study.training.FinalScore;
import org.isotopelm.train.run.RunFolder;
import org.jspecify.annotations.Nullable;

/**
 * Models made of runs that are folders with a file {@value #MODEL}, in which the nll stands: an
 * ensemble is 0.05 below the mean of its members, a mixture 0.1 below its first.
 */
class FakeFinals implements FinalModels {
  /** A name that a run may have, so that a study deletes it with its own. */
  static final String MODEL = RunFolder.METRICS;

  /** Tokens of the test split's documents. */
  private static final List<Double> TOKENS = List.of(100.0, 200.0, 300.0, 400.0);

  /** What was made, in its order, by the name of its folder. */
  final Queue<String> made = new ConcurrentLinkedQueue<>();

  /** How often a weight was fitted. */
  int fits;

  /** A score of four documents whose nll differ. */
  static FinalScore score(double nll) {
    return new FinalScore(
        nll,
        List.of(nll - 0.1, nll + 0.1),
        nll / 2,
        List.of(nll / 2 - 0.05, nll / 2 + 0.05),
        TOKENS.stream().map(tokens -> tokens * nll + Math.sin(tokens)).toList(),
        TOKENS);
  }

  static void write(Path folder, double nll) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(MODEL), String.valueOf(nll));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double nll(Path folder) {
    try {
      return Double.parseDouble(Files.readString(folder.resolve(MODEL)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isSeeded(Map<String, Object> overrides) {
    return true;
  }

  @Override
  public @Nullable FinalNetwork network(Map<String, Object> overrides, long seed) {
    return isSeeded(overrides) ? new FinalNetwork("lstm", 0.2) : null;
  }

  @Override
  public Measured measured(Path run, Map<String, Object> overrides, int threads) {
    return new Measured(score(nll(run)), 1000.0 * threads, 5000);
  }

  @Override
  public void count(
      CountedSpec spec, Map<String, Object> overrides, Path folder, BooleanSupplier stop) {
    made.add(folder.getFileName().toString());
    write(folder, 4.3);
  }

  @Override
  public void mix(
      List<Path> runs, Map<String, Object> overrides, MixtureWeights weights, Path folder) {
    made.add(folder.getFileName().toString());
    write(
        folder,
        weights.cache() != null
            ? nll(runs.getFirst()) - 0.1
            : runs.stream().mapToDouble(FakeFinals::nll).average().orElseThrow() - 0.05);
  }

  /** A tenth worse than its teacher. */
  @Override
  public FinalScore student(
      Path teacher,
      double width,
      Map<String, Object> overrides,
      long seed,
      Path folder,
      int threads,
      BooleanSupplier stop) {
    made.add(folder.getFileName().toString());
    write(folder, nll(teacher) + 0.1);
    return score(nll(folder));
  }

  @Override
  public MixtureWeights weights(
      Map<String, Object> overrides,
      long seed,
      CountedSpec counted,
      int cache,
      Path folder,
      BooleanSupplier stop) {
    fits++;
    return weights(cache);
  }

  @Override
  public MixtureWeights weights(
      Path run, Map<String, Object> overrides, CountedSpec counted, int cache) {
    made.add("weights of " + nll(run));
    return weights(cache);
  }

  private static MixtureWeights weights(int cache) {
    return new MixtureWeights(
        List.of(0.7, 0.2), new NgramCache(cache).share(0.1, Collections.nCopies(9, 0.1)));
  }
}
