package org.isotopelm.draft;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.survey.Survey;

/**
 * The config for a text and a machine on which no network can be trained in the time: it counts. A
 * network that is hardly trained would take the time and add nothing.
 */
final class CountedReasons {
  private CountedReasons() {}

  static List<Decision> of(Survey survey, EffortChoice choice) {
    List<Decision> decisions = new ArrayList<>(TextReasons.of(survey, choice));
    decisions.add(
        new Decision(
            "model",
            Reasons.ordered("kind", "ngram", "order", TextReasons.ORDER),
            "a network would get fewer than %s steps in %s min here, too few to help; more minutes train one"
                .formatted(EffortChoice.LEAST_STEPS, choice.time().minutes())));
    decisions.add(
        new Decision("study.search", Reasons.ordered("kind", "grid"), "few values, all are tried"));
    decisions.add(
        new Decision(
            "study.space.order",
            Reasons.ordered(
                "set", List.of("model.order"), "values", List.of(2, 3, 4, TextReasons.ORDER, 6)),
            "how many tokens an n-gram has, the predicted one among them"));
    decisions.addAll(TextReasons.folds(survey, choice.least().folds()));
    decisions.addAll(TextReasons.counted());
    decisions.add(
        new Decision(
            "study.final",
            Reasons.ordered("members", 1, "mix", true),
            "a mixture remembers what the text said lately, which counting does not"));
    return List.copyOf(decisions);
  }
}
