package org.isotopelm.draft;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.survey.Survey;

/**
 * The config for a text and a machine on which no network can be trained in the time: it counts. A
 * network that is hardly trained would take the time and add nothing.
 */
final class CountedReasons {
  private static final int ORDER = 5;

  private CountedReasons() {}

  static List<Decision> of(Survey survey, EffortChoice choice) {
    List<Decision> decisions = new ArrayList<>(TextReasons.of(survey, choice));
    decisions.add(
        new Decision(
            "model",
            Reasons.ordered("kind", "ngram", "order", ORDER),
            "a network would get fewer than %s steps in %s min here, too few to help; more minutes train one"
                .formatted(EffortChoice.LEAST_STEPS, choice.time().minutes())));
    decisions.add(
        new Decision("study.search", Reasons.ordered("kind", "grid"), "few values, all are tried"));
    decisions.add(
        new Decision(
            "study.space.order",
            Reasons.ordered("set", List.of("model.order"), "values", List.of(2, 3, 4, ORDER, 6)),
            "how many tokens an n-gram has, the predicted one among them"));
    decisions.addAll(TextReasons.folds(survey, choice.least().folds()));
    decisions.add(new Decision("study.seed", 1, "the same study every time"));
    decisions.add(
        new Decision(
            "study.counted",
            Reasons.ordered("order", ORDER),
            "counted 5-grams: the baseline, and a part of the mixture"));
    decisions.add(
        new Decision(
            "study.final",
            Reasons.ordered("members", 1, "mix", true),
            "a mixture remembers what the text said lately, which counting does not"));
    decisions.add(
        new Decision(
            "study.budget",
            Reasons.ordered("minutes", choice.time().minutesLeft()),
            "a last resort: counting is a matter of seconds"));
    return List.copyOf(decisions);
  }
}
