package org.isotopelm.train;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Team;
import org.isotopelm.model.network.NetworkScorer;
import org.isotopelm.optim.Norms;
import org.isotopelm.optim.Optimizer;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.param.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The main path of one training: batches → loss → gradients → optimizer with its decay plan →
 * evaluation → checkpoint, until the steps are done, patience ends or somebody asks to stop.
 */
public final class Trainer {
  private final GradientPlan plan;
  private final Listener listener;
  private final BooleanSupplier stop;
  private final ShardedStep gradient;
  private final TrainParts parts;
  private final @Nullable NetworkScorer validation;
  private final Team team;
  private final Intervals intervals;
  private final @Nullable Instruments instruments;
  private final long startNanos;
  private final @Nullable Double clip;

  private TrainState state;
  private @Nullable Scores scores;

  /**
   * @param parts fresh or saved; trained in place
   * @param state {@link TrainState#start}, or where a saved run stands
   * @param stop asked after every step, and while a teacher reads the text: then it ends with a
   *     {@link java.util.concurrent.CancellationException}
   */
  public Trainer(
      GradientPlan plan,
      TrainParts parts,
      TrainState state,
      Team team,
      Listener listener,
      BooleanSupplier stop) {
    this.plan = plan;
    this.parts = parts;
    this.state = state;
    this.listener = listener;
    this.stop = stop;
    gradient =
        new ShardedStep(
            plan,
            parts.values(),
            parts.optimizer(),
            parts.carried(),
            plan.softLoss(team, stop),
            team);
    this.team = team;
    TokenizedSplit heldOut = plan.text().validation();
    validation =
        heldOut.targets() > 0
            ? new NetworkScorer(plan.model(), heldOut, team, gradient.workers())
            : null;
    intervals = Intervals.of(plan.recipe().train(), plan.steps());
    instruments =
        listener.logs()
            ? new Instruments(
                plan, intervals, gradient, parts.optimizer(), parts.values(), state.step())
            : null;
    clip = plan.recipe().optimizer().clip();
    startNanos = System.nanoTime() - (long) (state.seconds() * 1e9);
  }

  /** A training from its beginning: initial weights of the recipe's seed. */
  public static Trainer fresh(
      GradientPlan plan, Team team, Listener listener, BooleanSupplier stop) {
    return fresh(plan, plan.initialValues(), team, listener, stop);
  }

  /** As {@link #fresh(GradientPlan, Team, Listener, BooleanSupplier)}, from other weights. */
  public static Trainer fresh(
      GradientPlan plan, float[] values, Team team, Listener listener, BooleanSupplier stop) {
    TrainState start = TrainState.start(plan.decay().hash());
    TrainParts parts = TrainParts.of(plan, values, team.threads());
    return new Trainer(plan, parts, start, team, listener, stop);
  }

  /** The optimizer of a plan, before its first step. */
  public static Optimizer optimizer(GradientPlan plan, int threads) {
    return new Optimizer(
        plan.recipe().optimizer().algorithm(),
        plan.decay(),
        plan.horizon().schedule(),
        plan.model().engine(),
        plan.model().parameters().length(),
        threads,
        plan::sharedInitialValues,
        plan.touchedParameters());
  }

  /** Trains to the end, or to the next checkpoint if asked to stop. */
  public TrainResult run() {
    listener.begun(state);
    while (state.step() < plan.steps() && !outOfPatience()) {
      try {
        step();
      } catch (CancellationException e) {
        return stoppedInStep();
      }
      boolean best = intervals.evaluates(state.step()) && evaluate();
      if (intervals.logs(state.step())) {
        log();
      }
      boolean stopping = stop.getAsBoolean();
      boolean due = intervals.saves(state.step()) || listener.wantsSave();
      if (best || stopping || due || outOfPatience()) {
        refuseNonFiniteWeights();
        listener.save(snapshot(best));
      }
      if (stopping && state.step() < plan.steps()) {
        return new TrainResult(state, plan.network(model()), loss(), scores, true);
      }
    }
    double nll = trainNll();
    if (!Double.isFinite(nll)) {
      throw diverged(state.step(), "the train nll is " + nll, loss());
    }
    return new TrainResult(state, plan.network(model()), nll, lastScores(), false);
  }

  /** The step is not taken: all stands as it did before. */
  private TrainResult stoppedInStep() {
    if (state.step() > 0) {
      refuseNonFiniteWeights();
      listener.save(snapshot(false));
    }
    return new TrainResult(state, plan.network(model()), loss(), scores, true);
  }

  private void step() {
    long step = state.step() + 1;
    boolean settles = intervals.logs(step);
    if (settles) {
      gradient.settle();
    }
    double nll = gradient.compute(step);
    refuseNonFinite(step, nll);
    if (instruments == null) {
      gradient.update(clip);
    } else {
      instruments.update(step, clip);
    }
    if (settles) {
      gradient.settle();
    }
    if (parts.average() != null) {
      parts.average().add(step, parts.values(), team);
    }
    state = state.after(nll, gradient.tokens(), (System.nanoTime() - startNanos) * 1e-9);
    listener.stepped(step, nll, gradient.tokens());
  }

  /** Scores the whole validation split; returns whether it is the best so far. */
  private boolean evaluate() {
    if (validation == null) {
      return false;
    }
    scores = Evaluator.score(validation, model());
    double nll = scores.nll();
    if (!Double.isFinite(nll)) {
      throw diverged(state.step(), "the validation nll is " + nll, loss());
    }
    boolean best = isBest(nll);
    state = state.evaluated(nll, best);
    listener.evaluated(state.step(), nll, best);
    return best;
  }

  private boolean isBest(double nll) {
    TrainState.Evaluated best = state.best();
    return best == null || nll < best.nll();
  }

  private void log() {
    state = state.logged();
    if (instruments != null) {
      listener.logged(logPoint(instruments.read(state.step())));
    }
  }

  /** The weights that are scored and given back. */
  private float[] model() {
    return parts.model(state.step());
  }

  private double loss() {
    Double loss = state.loss();
    return loss == null ? Double.NaN : loss;
  }

  private LogPoint logPoint(Instruments.Reading reading) {
    long step = state.step();
    return new LogPoint(
        step,
        state.tokens(),
        step / plan.horizon().stepsPerEpoch(),
        state.seconds(),
        loss(),
        scores != null && intervals.evaluates(step) ? scores.nll() : null,
        plan.horizon().schedule().rate(step),
        gradient.gradientNorm(),
        reading.groups(),
        reading.warnings());
  }

  private Snapshot snapshot(boolean best) {
    return new Snapshot(state, plan.model().parameters(), parts, best);
  }

  private boolean outOfPatience() {
    TrainSpec.EarlyStopping rule = plan.recipe().train().earlyStopping();
    return rule != null && state.evaluationsWithoutGain() >= rule.patience();
  }

  /** A run that was finished already has not been scored in this session. */
  private @Nullable Scores lastScores() {
    return scores == null && validation != null ? Evaluator.score(validation, model()) : scores;
  }

  private double trainNll() {
    TokenizedSplit train = plan.text().train();
    long wanted = TrainSample.wanted(plan.text().validation());
    TokenizedSplit sample = TrainSample.of(train, wanted);
    return sample.targets() > 2 * wanted && state.loss() != null
        ? loss()
        : Evaluator.score(
                new NetworkScorer(plan.model(), sample, team, gradient.workers()), model())
            .nll();
  }

  private void refuseNonFinite(long step, double nll) {
    if (Double.isFinite(nll) && Double.isFinite(gradient.gradientNorm())) {
      return;
    }
    Parameter first = Norms.firstNonFinite(plan.model().parameters(), gradient.gradient());
    String where =
        first == null ? "the loss is " + nll : "the gradient of " + first.name() + " is not finite";
    throw diverged(step, where, nll);
  }

  /** What the last step did is in no loss yet. */
  private void refuseNonFiniteWeights() {
    Parameter first = Norms.firstNonFinite(plan.model().parameters(), parts.values());
    if (first != null) {
      String where = "a weight of %s is not finite".formatted(first.name());
      throw diverged(state.step(), where, loss());
    }
  }

  private ProblemException diverged(long step, String where, double loss) {
    listener.diverged(step);
    return new ProblemException(
        ExitCode.DIVERGED,
        List.of(
            Problem.at(
                "optimizer.learning_rate.peak",
                String.format(
                    Locale.ROOT,
                    "training diverged at step %d: %s (loss %s, gradient norm %s, "
                        + "learning rate %.3g). The checkpoints saved before are kept; "
                        + "%stry a lower peak, a longer warmup or a %s",
                    step,
                    where,
                    loss,
                    gradient.gradientNorm(),
                    plan.horizon().schedule().rate(step),
                    overshooting(step),
                    clip == null ? "clip (optimizer.clip)" : "smaller clip"))),
        null);
  }

  /**
   * A sentence on the groups whose decay alone would enlarge weights or flip their sign; or
   * nothing.
   */
  private String overshooting(long step) {
    List<DecayPlan.Group> groups =
        plan.decay().groups().stream()
            .filter(group -> group.overshoots(plan.horizon().schedule(), step))
            .toList();
    return groups.isEmpty()
        ? ""
        : "c·λ is over 1 for %s, so that decay itself turns weights over: %s, or "
            .formatted(
                groups.stream()
                    .map(group -> "'" + group.name() + "'")
                    .collect(Collectors.joining(" and ")),
                groups.stream()
                    .map(group -> group.strength().weaker())
                    .distinct()
                    .collect(Collectors.joining(" and ")));
  }
}
