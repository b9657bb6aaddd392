package org.isotopelm.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.optim.average.Average;
import org.isotopelm.teacher.TeacherSpec;
import org.jspecify.annotations.Nullable;

/**
 * The config's {@code train}.
 *
 * @param steps optimizer steps, or null where epochs are given
 * @param epochs passes over the training split, each token predicted once in each
 * @param batch sequences (positions for mlp) in a batch
 * @param accumulation batches whose gradients are averaged in one step
 * @param shards parts of a batch that are summed in a fixed order; part of the result
 * @param seed of initial weights, order of batches and dropout
 * @param evaluate when the whole validation split is scored
 * @param checkpoint when the run is saved
 * @param earlyStopping null: never
 * @param average of weights that is the model; null: the last weights are
 * @param instruments null: as usual; not written then, so that runs and studies from before this
 *     key are still the same
 * @param counted the counted baseline of the run; null: none. It is no part of the training, so it
 *     is in no JSON of it
 * @param from the run whose best weights the training begins with; null: drawn by the seed
 * @param fromSha256 of these weights; null: not looked up yet
 * @param teacher the run whose distributions are a part of the loss; null: the loss is the nll
 */
public record TrainSpec(
    @Nullable Long steps,
    @Nullable Double epochs,
    int batch,
    int accumulation,
    int shards,
    long seed,
    Evaluate evaluate,
    Checkpoint checkpoint,
    @Nullable EarlyStopping earlyStopping,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Average average,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instruments instruments,
    @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable CountedSpec counted,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String from,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String fromSha256,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable TeacherSpec teacher) {
  /** How often a run is evaluated and saved where the config does not say it. */
  private static final int STANDARD_TIMES = 20;

  /**
   * @throws ProblemException (config) with every problem: neither steps nor epochs, or both; more
   *     shards than rows
   */
  public TrainSpec {
    List<Problem> problems = new ArrayList<>();
    if (steps == null && epochs == null) {
      problems.add(Problem.atKey("train", "neither steps nor epochs is given; set one of them"));
    }
    if (steps != null && epochs != null) {
      problems.add(
          Problem.atKey(
              "train.epochs",
              "steps and epochs are both given; keep one of them (null removes the other:"
                  + " train.epochs=null)"));
    }
    if (shards > batch) {
      problems.add(
          Problem.at(
              "train.shards",
              String.format(
                  Locale.ROOT,
                  "a batch of %d cannot be cut into %d shards; use at most as many shards as the batch has rows",
                  batch,
                  shards)));
    }
    if (from == null && fromSha256 != null) {
      problems.add(
          Problem.at("train.from_sha256", "is given without from; remove it, or name the run"));
    }
    ProblemException.throwIfAny(problems);
  }

  /** The run that the training begins with, if it begins with one. */
  public Optional<StartRun> start() {
    return Optional.ofNullable(from).map(run -> new StartRun(Path.of(run), fromSha256));
  }

  /** The run that the training learns from, if it has a teacher. */
  public Optional<TeacherSpec> learnsFrom() {
    return Optional.ofNullable(teacher);
  }

  /** The same training at another length: its steps, rounded up, or epochs times this share. */
  public TrainSpec times(double share) {
    return new TrainSpec(
        steps == null ? null : Long.valueOf(rounded(steps * share)),
        epochs == null ? null : Double.valueOf(epochs * share),
        batch,
        accumulation,
        shards,
        seed,
        evaluate,
        checkpoint,
        earlyStopping,
        average,
        instruments,
        counted,
        from,
        fromSha256,
        teacher);
  }

  /** The same, measured in another way. */
  TrainSpec with(Instruments other) {
    return new TrainSpec(
        steps,
        epochs,
        batch,
        accumulation,
        shards,
        seed,
        evaluate,
        checkpoint,
        earlyStopping,
        average,
        other,
        counted,
        from,
        fromSha256,
        teacher);
  }

  /** What metrics.jsonl measures and how often. */
  Instruments measures() {
    return instruments == null ? new Instruments(null, false) : instruments;
  }

  /** Up, but for what multiplying leaves: 0.07 of 100 is a trifle more than 7. */
  private static long rounded(double steps) {
    return Math.max(1, (long) Math.ceil(steps - 1e-6));
  }

  private static long every(@Nullable Long given, long steps) {
    return given == null ? Math.max(1, steps / STANDARD_TIMES) : given;
  }

  /** Every so many steps; null: every twentieth of the run. */
  public record Evaluate(@Nullable Long every) {
    /** The steps from one evaluation to the next, in a run of this many. */
    public long every(long steps) {
      return TrainSpec.every(every, steps);
    }
  }

  /** Every so many steps, and which are kept; null: every twentieth of the run. */
  public record Checkpoint(@Nullable Long every, Keep keep) {
    /** The steps from one checkpoint to the next, in a run of this many. */
    public long every(long steps) {
      return TrainSpec.every(every, steps);
    }
  }

  /** Checkpoints that stay on disk. */
  public enum Keep {
    @JsonProperty("best+last")
    BEST_LAST,
    ALL
  }

  /**
   * What each group's weights, gradients and updates are measured by.
   *
   * @param every so many steps; 0: never; null: seldom enough to cost next to nothing
   * @param rank whether the effective rank of matrices is measured, too
   */
  public record Instruments(@Nullable Long every, boolean rank) {}

  /** Stops when this many evaluations in a row brought no better nll. */
  public record EarlyStopping(int patience) {}
}
