package org.isotopelm.report.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.Checkpoint;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.model.ngram.NgramSizes;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.train.CountingPlan;
import org.isotopelm.train.MixtureFile;
import org.isotopelm.train.TrainState;
import org.isotopelm.train.run.RunCheckpoints;
import org.jspecify.annotations.Nullable;

/**
 * A model that was made in one go.
 *
 * @param nll on the validation split, in nats per token; null where none was scored
 * @param distribution whether its scores are probabilities
 * @param counted the n-grams of a counted model
 * @param mixture of a mixture
 */
record MadeModel(
    double seconds,
    long tokens,
    @Nullable Double nll,
    boolean distribution,
    @Nullable Ngrams counted,
    @Nullable MixtureFile mixture) {

  /**
   * N-grams of a counted model.
   *
   * @param bytes of its file
   */
  record Ngrams(NgramSizes sizes, long bytes) {
    /** The n-grams of one order. */
    long ofOrder(int order) {
      return sizes.end(order) - (long) sizes.begin(order);
    }

    /** Those of all orders, without the empty one. */
    long all() {
      return sizes.nodes() - 1L;
    }
  }

  /** That of a run; null where it is not made yet or damaged, which other commands report. */
  static @Nullable MadeModel in(Path run) {
    try {
      return RunCheckpoints.state(run).map(state -> of(run, state)).orElse(null);
    } catch (ProblemException damaged) {
      return null;
    }
  }

  private static MadeModel of(Path run, TrainState state) {
    TrainState.Evaluated best = state.best();
    return new MadeModel(
        state.seconds(),
        state.tokens(),
        best == null ? null : (Double) best.nll(),
        RunReader.read(run, "last", CountingPlan::isDistribution),
        ifThere(run, CountingPlan.FILE, MadeModel::ngrams).orElse(null),
        ifThere(run, MixtureFile.FILE, MixtureFile::in).orElse(null));
  }

  private static <T> Optional<T> ifThere(Path run, String file, Function<Checkpoint, T> reader) {
    return RunReader.read(
        run,
        "last",
        checkpoint ->
            Files.exists(checkpoint.folder().resolve(file))
                ? Optional.of(reader.apply(checkpoint))
                : Optional.empty());
  }

  private static Ngrams ngrams(Checkpoint checkpoint) {
    Path file = checkpoint.verified(CountingPlan.FILE);
    return new Ngrams(NgramTable.open(file).sizes(), file.toFile().length());
  }
}
