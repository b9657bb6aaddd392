package org.isotopelm.report.run;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.optim.decay.Parts;
import org.isotopelm.report.run.GroupTrace.Dot;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import tools.jackson.databind.JsonNode;

/** What decay did in a run, in sentences that follow from the figures of its log. */
record DecayFindings(List<GroupTrace> groups) {
  /** A sentence or two for each group that decays; one for all that do not. */
  List<String> sentences() {
    List<String> sentences =
        new ArrayList<>(
            groups.stream()
                .filter(group -> group.hasLambda() && !group.norms().isEmpty())
                .map(DecayFindings::sentence)
                .toList());
    List<String> others =
        groups.stream().filter(group -> !group.hasLambda()).map(GroupTrace::group).toList();
    if (!others.isEmpty()) {
      sentences.add("No decay (λ = 0): " + Phrases.list(others) + ".");
    }
    return sentences;
  }

  private static String sentence(GroupTrace group) {
    return "%s: %s"
        .formatted(
            group.group(),
            NormCourse.of(group)
                .map(course -> effect(course) + " " + norms(group.norms()))
                .orElseGet(() -> norms(group.norms()) + unknown(group)));
  }

  private static String effect(NormCourse course) {
    double made = course.updated();
    return "decay multiplied the norm of the weights by %s, and the updates by %s."
        .formatted(Phrases.figure(course.decayed()), Phrases.figure(made));
  }

  private static String norms(List<Dot> norms) {
    Dot first = norms.getFirst();
    Dot last = norms.getLast();
    return "The norm went from %s at step %s to %s at step %s."
        .formatted(
            Phrases.figure(first.figure()), step(first), Phrases.figure(last.figure()), step(last));
  }

  private static String unknown(GroupTrace group) {
    return group.plan() != null && group.plan().side() == Parts.Side.GRADIENT
        ? " Decay acts through the gradient, so its part is not known."
        : "";
  }

  private static String step(Dot dot) {
    return Figures.whole((long) dot.step());
  }

  /** What the run warned about, with the step. */
  static List<String> warnings(List<JsonNode> points) {
    return points.stream()
        .flatMap(
            point ->
                point
                    .path("warnings")
                    .valueStream()
                    .filter(JsonNode::isString)
                    .map(
                        warning ->
                            "Step %s: %s"
                                .formatted(
                                    Figures.whole(point.path("step").asLong()),
                                    warning.asString())))
        .toList();
  }
}
