package org.isotopelm.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.math.Team;
import org.isotopelm.optim.AdamW;

/**
 * How long a training will take, by doing a little of it: steps on the real text for about two
 * seconds, and an evaluation of some of what is held out. Weights that diverge meanwhile change
 * nothing.
 *
 * @param seconds of the whole training on one thread, evaluations included, without early stopping
 */
public record Rehearsal(double seconds) {
  private static final long WARM_UP = TimeUnit.MILLISECONDS.toNanos(700);
  private static final long MEASURED = TimeUnit.MILLISECONDS.toNanos(2000);

  /** Held-out tokens that are scored. */
  private static final long SAMPLE = 20_000;

  /** Trains and scores for a while on the caller's thread. */
  public static Rehearsal of(TrainingPlan plan) {
    try (Team team = new Team(1)) {
      float[] values = plan.initialValues();
      AdamW optimizer = Trainer.optimizer(plan);
      ShardedStep step = new ShardedStep(plan, values, optimizer, team);
      TokenizedSplit heldOut = plan.text().validation();
      TokenizedSplit some = sample(heldOut);

      double perStep = secondsPerStep(plan, step, optimizer);
      Evaluator sampled = new Evaluator(plan.model(), some, team, step.workers());
      double perToken = secondsToScore(sampled, values) / Math.max(1, some.targets());
      double perEvaluation = perToken * heldOut.targets();
      return new Rehearsal(plan.steps() * perStep + evaluations(plan) * perEvaluation);
    }
  }

  /** A short one is scored again, as the compiler had its share of the first. */
  private static double secondsToScore(Evaluator evaluator, float[] values) {
    long start = System.nanoTime();
    evaluator.score(values);
    long once = System.nanoTime();
    if (once - start > WARM_UP) {
      return (once - start) * 1e-9;
    }
    evaluator.score(values);
    return (System.nanoTime() - once) * 1e-9;
  }

  /** The last one is of training text, as much as is held out. */
  private static long evaluations(TrainingPlan plan) {
    Intervals intervals = Intervals.of(plan.recipe().train(), plan.steps());
    return Math.ceilDiv(plan.steps(), intervals.evaluate()) + 1;
  }

  /** The median, once the compiler has had some time. */
  private static double secondsPerStep(TrainingPlan plan, ShardedStep step, AdamW optimizer) {
    Double clip = plan.recipe().optimizer().clip();
    List<Long> times = new ArrayList<>();
    long begin = System.nanoTime();
    long last = begin;
    for (long i = 0; last - begin < WARM_UP + MEASURED || times.isEmpty(); i++) {
      optimizer.restore(i % plan.steps());
      step.compute(1 + i % plan.steps());
      step.update(clip);
      long now = System.nanoTime();
      if (now - begin > WARM_UP) {
        times.add(now - last);
      }
      last = now;
    }
    return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow() * 1e-9;
  }

  /** The first documents that have enough tokens, or all. */
  private static TokenizedSplit sample(TokenizedSplit split) {
    int[] documents = split.documents();
    int count = 0;
    for (long tokens = 0; count < documents.length && tokens < SAMPLE; count++) {
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
