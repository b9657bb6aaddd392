package org.isotopelm.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isotopelm.survey.Survey;

/** What a config says of the text and its tokens, whatever the model is. */
final class TextReasons {
  /** Tokens of the counted n-grams. */
  static final int ORDER = 5;

  private TextReasons() {}

  /** How much of the text is used, and its tokens. */
  static List<Decision> of(Survey survey, EffortChoice choice) {
    List<Decision> decisions = new ArrayList<>();
    if (choice.bytes() < survey.trainingBytes()) {
      decisions.add(
          new Decision(
              "data.limit",
              Map.of("bytes", Math.round(choice.bytes() / (1 - survey.test()))),
              "as much text as "
                  + choice.time().minutes()
                  + " min allow: more minutes use more of it"));
    }
    decisions.add(new Decision("engine.products", "java", "the same figures on every machine"));
    decisions.add(
        new Decision(
            "tokenizer",
            Reasons.ordered("kind", "bpe", "vocabulary", choice.vocabulary()),
            "nothing is unknown to it; best number of ids for "
                + size(choice.bytes())
                + " of text"));
    return decisions;
  }

  /** What scores the trials. */
  static List<Decision> folds(Survey survey, int folds) {
    List<Decision> decisions = new ArrayList<>();
    if (folds == 1 && !survey.stream()) {
      decisions.add(new Decision("data.split.validation", Effort.VALIDATION, "scores the trials"));
    }
    decisions.add(
        new Decision(
            "study.folds",
            folds,
            folds == 1
                ? "a tenth of the text, the validation split, scores the trials"
                : "each trial is scored on all text, a part at a time"));
    return decisions;
  }

  /** The counted model, and the seed of everything that is drawn. */
  static List<Decision> counted() {
    return List.of(
        new Decision("study.seed", 1, "the same study every time"),
        new Decision(
            "study.counted",
            Reasons.ordered("order", ORDER),
            "counted %s-grams: the baseline, and a part of the mixture".formatted(ORDER)));
  }

  private static String size(long bytes) {
    return bytes < 1_000_000
        ? Math.round(bytes / 1e3) + " kB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
