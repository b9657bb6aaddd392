package org.isotopelm.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.study.plan.StudySpec.Hold;
import org.isotopelm.study.training.TrainingPace;
import org.isotopelm.survey.Survey;

/** Writes what was chosen as the config's values, each with its reason. */
final class Reasons {
  private static final String LAMBDA = "optimizer.decay.weights.lambda";

  /** Trials from which a Gaussian process chooses the values itself. */
  private static final int PROPOSED = 6;

  private final Survey survey;
  private final EffortChoice choice;
  private final NetworkSize network;
  private final Effort effort;
  private final TrainingPace pace;
  private final Exposures exposures;
  private final List<Decision> decisions = new ArrayList<>();

  private Reasons(
      Survey survey, EffortChoice choice, NetworkSize network, Effort effort, TrainingPace pace) {
    this.survey = survey;
    this.choice = choice;
    this.network = network;
    this.effort = effort;
    this.pace = pace;
    exposures = Exposures.of(effort.epochs());
  }

  static List<Decision> of(
      Survey survey, EffortChoice choice, NetworkSize network, Effort effort, TrainingPace pace) {
    Reasons reasons = new Reasons(survey, choice, network, effort, pace);
    reasons.model();
    reasons.training();
    reasons.optimizer();
    reasons.study();
    return List.copyOf(reasons.decisions);
  }

  private void add(String path, Object value, String reason) {
    decisions.add(new Decision(path, value, reason));
  }

  private void model() {
    decisions.addAll(TextReasons.of(survey, choice));
    add(
        "model",
        network.config(choice.dropout()),
        "better than mlp and gpt at this size; the widest that text and time are enough for");
  }

  private void training() {
    add(
        "train.epochs",
        Digits.two(effort.searched()),
        effort.times() == 1
            ? "passes over the text: as many as help and fit into %s min"
                .formatted(choice.time().minutes())
            : "passes over the text in the search; final models take "
                + effort.times()
                + " times as many");
    add(
        "train.batch",
        choice.batch(),
        "rows of " + NetworkSize.CONTEXT + " tokens: the smaller the text, the smaller the steps");
    add("train.shards", 1, "a study trains side by side, with one thread each");
    long every = Math.max(1, Math.ceilDiv(steps(effort.searched()), effort.evaluations()));
    String often = effort.evaluations() == 1 ? "once, at the end" : effort.evaluations() + " times";
    add("train.evaluate", Map.of("every", every), often + ": each scores all held-out text");
    add("train.checkpoint", Map.of("every", every), "with each evaluation");
  }

  private void optimizer() {
    add(
        "optimizer.learning_rate",
        ordered("peak", network.peak(), "schedule", "cosine", "warmup", "5%"),
        "the best of what was measured for this width");
    add(
        "optimizer.decay",
        List.of(
            ordered("group", "biases", "roles", List.of("bias"), "lambda", 0),
            ordered("group", "weights", "lambda", lambda(Exposures.USUAL))),
        "biases do not decay; λ of the weights is searched below");
  }

  private void study() {
    boolean proposed = effort.trials() >= PROPOSED;
    double usual = lambda(Exposures.USUAL);
    add(
        "study.search",
        proposed
            ? ordered("kind", "gp", "trials", effort.trials() - 1, "stop", "noise")
            : ordered("kind", "grid"),
        proposed
            ? "a Gaussian process needs the fewest trials; λ = 0 is trained besides"
            : "few trials: values by rule");
    if (proposed) {
      add("study.try_first", List.of(Map.of("lambda", usual)), "the config's own value");
    }
    add(
        "study.space.lambda",
        proposed
            ? ordered("set", List.of(LAMBDA), "log_uniform", bounds())
            : ordered("set", List.of(LAMBDA), "values", values()),
        "exposures of "
            + (proposed ? exposures.range() : exposures.list())
            + " in the final models: idle weights shrink by e to that power");
    decisions.addAll(TextReasons.folds(survey, effort.folds()));
    add(
        "study.hold",
        "tokens",
        "the longer a training, the smaller its best λ: the final models' follows a published law");
    add("study.seeds", 1, "folds say more than seeds");
    decisions.addAll(TextReasons.counted());
    add(
        "study.final",
        effort.times() == 1
            ? ordered("members", effort.members(), "mix", true)
            : ordered("epochs", effort.times(), "members", effort.members(), "mix", true),
        effort.times() == 1
            ? "the mixture with the counted model was best on every text"
            : "the mixture was best on every text; "
                + Digits.plain(effort.epochs())
                + " passes are as many as fit into "
                + choice.time().minutes()
                + " min");
  }

  private long steps(double epochs) {
    return (long) Math.ceil(epochs * effort.trained() * pace.tokens() / pace.tokensPerStep());
  }

  /**
   * λ of a cell whose final training has the exposure κ, η·λ summed over the steps; the cosine's
   * mean is half its peak.
   */
  private double lambda(double exposure) {
    double longer = effort.times() / effort.trained();
    double ofCell = exposure / Math.pow(longer, Hold.GROWTH);
    return Digits.two(ofCell / (0.5 * network.peak() * Math.max(1, steps(effort.searched()))));
  }

  private List<Double> values() {
    return exposures.tried().stream().map(this::lambda).toList();
  }

  private List<Double> bounds() {
    return List.of(lambda(exposures.least()), lambda(exposures.most()));
  }

  /** A map that is written in this order. */
  static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
