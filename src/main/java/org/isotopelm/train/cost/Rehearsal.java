package org.isotopelm.train.cost;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.network.NetworkScorer;
import org.isotopelm.optim.Optimizer;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.Intervals;
import org.isotopelm.train.ShardedStep;
import org.isotopelm.train.Trainer;

/**
 * How long a training will take, measured on a small part of it: steps on the real text for about
 * two seconds, and an evaluation of some of the held-out text; on a busy machine for some ten
 * seconds at most. It does not matter if the weights diverge meanwhile.
 *
 * @param seconds of the whole training on one thread that has a processor to itself, evaluations
 *     included, without early stopping
 * @param busy the same on this machine if it stays as busy as it was during the measurement
 * @param pace of its parts, as busy as the machine was
 */
public record Rehearsal(double seconds, double busy, Pace pace) {
  /**
   * How long the parts of a training take, for trainings of another length.
   *
   * @param step seconds of an optimizer step
   * @param scored seconds for a held-out token
   */
  public record Pace(double step, double scored) {}

  private static final double WARM_UP = 0.7;

  /** Held-out tokens that are scored: fewer where each takes long. */
  private static final long SAMPLE = 20_000;

  private static final long LEAST_SAMPLE = 500;

  /** Seconds in which they are scored. */
  private static final double SCORING = 2;

  /**
   * Trains and scores for a while on the caller's thread.
   *
   * @param stop whether nobody waits for it any more; asked before each step
   * @throws CancellationException then
   */
  public static Rehearsal of(GradientPlan plan, BooleanSupplier stop) {
    try (Team team = new Team(1)) {
      float[] values = plan.initialValues();
      Optimizer optimizer = Trainer.optimizer(plan, 1);
      ShardedStep step = new ShardedStep(plan, values, optimizer, team);
      TokenizedSplit heldOut = plan.text().validation();

      Clock.Span perStep = secondsPerStep(plan, step, optimizer, stop);
      TokenizedSplit some = sample(heldOut, sample(perStep.wall() / tokensPerStep(plan)));
      NetworkScorer sampled = new NetworkScorer(plan.model(), some, team, step.workers());
      Clock.Span scored = secondsToScore(sampled, values);
      long targets = Math.max(1, some.targets());
      double samples = evaluations(plan) * (double) heldOut.targets() / targets;
      return new Rehearsal(
          plan.steps() * perStep.alone() + samples * scored.alone(),
          plan.steps() * perStep.wall() + samples * scored.wall(),
          new Pace(perStep.wall(), scored.wall() / targets));
    }
  }

  /** A short one is scored again, as the compiler had its share of the first. */
  private static Clock.Span secondsToScore(NetworkScorer evaluator, float[] values) {
    Clock.Span once = Clock.of(() -> evaluator.score(values));
    return once.alone() > WARM_UP || once.wall() > SCORING
        ? once
        : Clock.of(() -> evaluator.score(values));
  }

  /** The last one is of training text, as much as is held out. */
  private static long evaluations(GradientPlan plan) {
    Intervals intervals = Intervals.of(plan.recipe().train(), plan.steps());
    return Math.ceilDiv(plan.steps(), intervals.evaluate()) + 1;
  }

  private static double tokensPerStep(GradientPlan plan) {
    return plan.text().train().targets() * plan.epochs(1);
  }

  private static Clock.Span secondsPerStep(
      GradientPlan plan, ShardedStep step, Optimizer optimizer, BooleanSupplier stop) {
    Double clip = plan.recipe().optimizer().clip();
    AtomicLong done = new AtomicLong();
    return Rounds.of(
        () -> {
          if (stop.getAsBoolean()) {
            throw new CancellationException();
          }
          long at = done.getAndIncrement() % plan.steps();
          return Clock.of(
              () -> {
                optimizer.restore(at);
                step.compute(1 + at);
                step.update(clip);
              });
        });
  }

  /**
   * Held-out tokens that are scored in the time that there is for it. Scoring a token takes no
   * longer than training on it.
   */
  static long sample(double secondsPerToken) {
    return Math.clamp((long) (SCORING / secondsPerToken), LEAST_SAMPLE, SAMPLE);
  }

  /** The first documents that have enough tokens, or all. */
  private static TokenizedSplit sample(TokenizedSplit split, long enough) {
    int[] documents = split.documents();
    int count = 0;
    for (long tokens = 0; count < documents.length && tokens < enough; count++) {
      int document = documents[count];
      tokens += split.store().end(document) - split.store().start(document) + 1;
    }
    return count == documents.length
        ? split
        : new TokenizedSplit(
            split.store(),
            IntStream.range(0, count).map(i -> documents[i]).toArray(),
            split.endOfDocument(),
            split.boundaries());
  }
}
