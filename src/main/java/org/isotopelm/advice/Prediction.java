package org.isotopelm.advice;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.isotopelm.words.Phrases;

/**
 * λ at another setting.
 *
 * @param rules by which the best timescale changes, each once
 * @param from the setting of the anchor
 * @param to the predicted setting
 * @param lambda predicted
 * @param ci95 low and high: the anchor's interval, wider by the doubt in each change
 * @param parts what each change does, in their order
 */
public record Prediction(
    List<Rule> rules,
    Setting from,
    Setting to,
    double lambda,
    List<Double> ci95,
    List<Part> parts) {

  /**
   * Predicts.
   *
   * @param from the setting of the anchor
   * @param planned the training with all changes but that of its text
   */
  public static Prediction of(Anchor anchor, Setting from, Setting planned, Changes changes) {
    Setting to = from;
    for (Map.Entry<Change, Double> each : changes.factors().entrySet()) {
      to = to.with(each.getKey(), each.getValue(), planned);
    }
    Set<Rule> rules = new LinkedHashSet<>();
    List<Part> parts = new ArrayList<>();
    double lambda = anchor.lambda();
    double doubt = 0;
    Setting here = from;
    for (Map.Entry<Change, Double> each : changes.factors().entrySet()) {
      Setting there = here.with(each.getKey(), each.getValue(), planned);
      Rule rule = Rule.of(each.getKey(), from, to);
      rules.add(rule);
      double timescale = here.timescaleEpochs(lambda) * rule.timescaleFactor(here, there);
      double next = there.lambda(timescale);
      double width =
          rule.doubt(each.getKey(), from, to) * Math.abs(StrictMath.log(each.getValue()));
      parts.add(
          new Part(
              each.getKey(),
              each.getValue(),
              next / lambda,
              StrictMath.exp(width),
              rule.name(),
              because(each.getKey(), here, there, rule)));
      doubt += width * width;
      lambda = next;
      here = there;
    }
    List<Double> ci95 =
        List.of(
            lambda * StrictMath.exp(-Math.sqrt(anchor.below() * anchor.below() + doubt)),
            lambda * StrictMath.exp(Math.sqrt(anchor.above() * anchor.above() + doubt)));
    return new Prediction(List.copyOf(rules), from, to, lambda, ci95, parts);
  }

  private static String because(Change change, Setting here, Setting there, Rule rule) {
    String timescale = times("τ in epochs", rule.timescaleFactor(here, there));
    return switch (change) {
      case DATA, BATCH ->
          times("steps of an epoch", there.stepsPerEpoch() / here.stepsPerEpoch())
              + "; "
              + timescale;
      case WIDTH ->
          times("parameters", (double) there.parameters() / here.parameters()) + "; " + timescale;
      case EPOCHS -> timescale;
      case LEARNING_RATE -> times("c", there.coefficient() / here.coefficient()) + "; " + timescale;
    };
  }

  private static String times(String what, double factor) {
    return Math.abs(factor - 1) < 1e-9 ? what + " stays" : what + " × " + Phrases.figure(factor);
  }

  /** The rules' names. */
  public String rule() {
    return joined(Rule::name);
  }

  /** Their sources. */
  public String source() {
    return joined(Rule::source);
  }

  private String joined(Function<Rule, String> part) {
    return rules.stream().map(part).collect(Collectors.joining("; "));
  }
}
