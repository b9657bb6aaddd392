package org.isotopelm.train.cost;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.kernel.Stopwatch;
import org.isotopelm.model.neural.Models;
import org.isotopelm.optim.Optimizer;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.teacher.Teachers;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.train.Preparation;
import org.isotopelm.train.ShardedStep;
import org.isotopelm.train.Shards;
import org.isotopelm.train.StartWeights;
import org.isotopelm.train.Trainer;

/** How fast a training goes: steps of it, once the compiler has had its time. */
public final class TrainingSpeed {
  private static final int LEAST = 8;
  private static final int MOST = 2000;

  /**
   * What was measured.
   *
   * @param milliseconds of each step, from the shortest
   * @param tokensPerStep predicted
   * @param flopsPerStep as {@link org.isotopelm.model.neural.NeuralModel#flopsPerTarget} counts
   *     them
   * @param allocatedBytesPerStep by all threads, in the step in the middle: what a thread makes
   *     once, such as the views with which it first calls OpenBLAS for a shard, is no step's
   * @param firstStepSeconds from the call until the first step was done
   * @param phases milliseconds a step of each phase, all threads' time divided by their number,
   *     measured in a run of their own, which the clocks slow a little
   */
  public record Result(
      List<Double> milliseconds,
      int tokensPerStep,
      double flopsPerStep,
      long allocatedBytesPerStep,
      double firstStepSeconds,
      Map<String, Double> phases) {

    /** Milliseconds of the step in the middle. */
    public double median() {
      return milliseconds.get(milliseconds.size() / 2);
    }
  }

  private record Step(double milliseconds, long bytes) {}

  private final GradientPlan plan;
  private final Optimizer optimizer;
  private final ShardedStep step;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long number;
  private long reduceNanos;
  private long updateNanos;

  private TrainingSpeed(GradientPlan plan, Team team) {
    this.plan = plan;
    optimizer = Trainer.optimizer(plan, team.threads());
    step = new ShardedStep(plan, plan.initialValues(), optimizer, team);
  }

  /** A plan for a model over tokens that were not made from text. */
  public static GradientPlan plan(
      GradientRecipe recipe, Preparation tokens, int vocabulary, Engine engine) {
    long steps = recipe.train().steps() == null ? MOST : recipe.train().steps();
    Horizon horizon = new Horizon(Schedule.of(recipe.optimizer().learningRate(), steps), steps, 1);
    var model = Models.create(recipe.model(), vocabulary, engine);
    DecayPlan decay = DecayPlan.of(recipe.optimizer().decay(), model.parameters(), horizon);
    return new GradientPlan(
        recipe, tokens, model, horizon, decay, StartWeights.ofRuns(), Teachers.none(), Shards.HERE);
  }

  /**
   * Measures a training on so many threads.
   *
   * @param seconds to warm up, and as many to measure; at least a few steps each
   */
  public static Result of(GradientPlan plan, int threads, double seconds) {
    long nanos = nanos(seconds);
    long begin = System.nanoTime();
    try (Team team = new Team(threads)) {
      TrainingSpeed test = new TrainingSpeed(plan, team);
      test.step();
      double first = (System.nanoTime() - begin) * 1e-9;
      test.measure(nanos);
      List<Step> steps = test.measure(nanos);
      int tokens = test.step.tokens();
      double flops = (double) plan.model().flopsPerTarget() * tokens;
      List<Double> times = steps.stream().map(Step::milliseconds).sorted().toList();
      List<Long> bytes = steps.stream().map(Step::bytes).sorted().toList();
      return new Result(times, tokens, flops, bytes.get(bytes.size() / 2), first, Map.of());
    }
  }

  /**
   * Where the time of a step goes.
   *
   * @param plan of an engine that the watch watches
   * @param seconds as in {@link #of}
   */
  public static Map<String, Double> phases(
      GradientPlan plan, Stopwatch watch, int threads, double seconds) {
    long nanos = nanos(seconds);
    try (Team team = new Team(threads)) {
      TrainingSpeed test = new TrainingSpeed(plan, team);
      test.measure(nanos);
      watch.reset();
      test.reduceNanos = 0;
      test.updateNanos = 0;
      int steps = test.measure(nanos).size();
      Map<String, Double> phases = new LinkedHashMap<>();
      for (Stopwatch.Phase phase : Stopwatch.Phase.values()) {
        phases.put(
            phase.name().toLowerCase(Locale.ROOT), watch.nanos(phase) * 1e-6 / steps / threads);
      }
      phases.put("reduce", test.reduceNanos * 1e-6 / steps);
      phases.put("optimizer", test.updateNanos * 1e-6 / steps);
      return phases;
    }
  }

  private static long nanos(double seconds) {
    return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
  }

  /** Steps for some time. */
  private List<Step> measure(long nanos) {
    List<Step> steps = new ArrayList<>(MOST);
    long begin = System.nanoTime();
    long last = begin;
    while ((last - begin < nanos || steps.size() < LEAST) && steps.size() < MOST) {
      long before = allocated();
      long started = System.nanoTime();
      step();
      last = System.nanoTime();
      steps.add(new Step((last - started) * 1e-6, allocated() - before));
    }
    return steps;
  }

  private void step() {
    optimizer.restore(number % plan.steps());
    step.backpropagate(1 + number++ % plan.steps());
    long computed = System.nanoTime();
    step.reduce();
    long reduced = System.nanoTime();
    step.update(plan.recipe().optimizer().clip());
    reduceNanos += reduced - computed;
    updateNanos += System.nanoTime() - reduced;
  }

  private long allocated() {
    return threads.getTotalThreadAllocatedBytes();
  }
}
