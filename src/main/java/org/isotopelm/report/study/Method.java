package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.report.run.RunCards;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.plan.StudySpec.Hold;
import org.isotopelm.text.FoldOrder;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;

/** How a study found what it found, in sentences. */
final class Method {
  private Method() {}

  /** The sentences, in the order of the work. */
  static List<String> of(StudyOutcome outcome) {
    StudySpec spec = outcome.plan().spec();
    StudyResult result = outcome.result();
    boolean isLambda = !outcome.plan().space().lambdas().isEmpty();
    List<String> sentences = new ArrayList<>();
    sentences.add(texts(spec));
    boolean inSteps = result.points().stream().anyMatch(point -> point.scores().steps() != null);
    sentences.add(
        inSteps
            ? "Cells of one fold and seed start from the same weights and see the same batches, whatever the point. So differences between points are paired."
            : "All points are scored on the same folds, so differences between points are paired.");
    sentences.add(
        spec.tokenizer() == StudySpec.TokenizerFit.FIXED
            ? "The tokenizer was trained once, on all text outside the test split."
            : "A tokenizer was trained for each fold, on its training text.");
    sentences.add(spec.search().sentence());
    sentences.add(spec.pruning().sentence());
    sentences.add(budget(spec.budget()));
    sentences.add(
        result.stopped() == null ? "" : "The search stopped early: " + result.stopped() + ".");
    sentences.add(
        "%s took %s."
            .formatted(
                Phrases.count(result.cells(), "training"), RunCards.duration(result.seconds())));
    sentences.add(
        "The best point has the lowest mean %s over the cells that all candidates have."
            .formatted(result.metric().figure()));
    sentences.add(
        isLambda
            ? "The point \"within 1 s.e.\" has the strongest decay of those that are within one standard error (s.e.) of the best and that the test does not separate from it."
            : "");
    sentences.add(shared(spec));
    sentences.add(
        "p is how often chance alone would give a difference this large if there were none. Holm's p is corrected for the number of comparisons.");
    sentences.add(hold(spec, result, isLambda));
    sentences.add(
        isLambda
            ? "The best λ holds for the learning rate and the number of steps shown beside it."
            : "");
    return sentences.stream().filter(sentence -> !sentence.isEmpty()).toList();
  }

  private static String texts(StudySpec spec) {
    String seeds = Phrases.count(spec.seeds(), "seed");
    return spec.folds() == 1
        ? "Each point was trained on the training split and scored on the validation split, with %s."
            .formatted(seeds)
        : "All documents outside the test split were "
            + (spec.foldOrder() == FoldOrder.CONTIGUOUS
                ? "cut, in their order, into "
                : "divided by a hash of their text into ")
            + spec.folds()
            + " folds. Each point was trained on all folds but one and scored on that one, with "
            + seeds
            + ": "
            + Phrases.count((long) spec.folds() * spec.seeds(), "cell")
            + " a point.";
  }

  private static String budget(StudySpec.Budget budget) {
    List<String> limits = new ArrayList<>();
    if (budget.trials() != null) {
      limits.add(Phrases.count(budget.trials(), "point"));
    }
    if (budget.cells() != null) {
      limits.add(Phrases.count(budget.cells(), "cell"));
    }
    if (budget.minutes() != null) {
      limits.add(Figures.value(budget.minutes()) + " minutes");
    }
    return limits.isEmpty() ? "" : "The search had a budget of " + Phrases.list(limits) + ".";
  }

  private static String shared(StudySpec spec) {
    String share =
        spec.folds() == 2
            ? "One fold's training text is the other's held-out text"
            : "Folds share training text";
    return spec.folds() == 1
        ? ""
        : share
            + ", so their results are not independent. The standard errors of differences are corrected for this (Nadeau and Bengio 2003).";
  }

  private static String hold(StudySpec spec, StudyResult result, boolean isLambda) {
    String kept =
        switch (spec.hold()) {
          case LAMBDA -> "They keep λ of the best point.";
          case EXPOSURE -> "They keep the exposure κ of the best point.";
          case TIMESCALE -> "They keep the timescale of the best point.";
          case TOKENS ->
              "Their exposure κ is that of the best point, times their tokens' ratio to the power "
                  + Hold.GROWTH
                  + " (Bergsma et al. 2025).";
        };
    return result.test() == null || !isLambda
        ? ""
        : "The final models train on more text than the cells did. " + kept;
  }
}
