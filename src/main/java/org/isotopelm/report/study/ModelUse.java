package org.isotopelm.report.study;

import java.util.List;
import java.util.Optional;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.verdict.Recommendation;
import org.isotopelm.words.ShellWord;

/**
 * How the model that a study gives is used.
 *
 * @param folder of its run
 * @param label as people read it
 * @param rung its figures
 * @param exported the folder of the run that can be exported: of a mixture or an ensemble, that of
 *     the single model
 * @param format of that export
 * @param ladder all models of the study
 * @param test their figures on the test split
 */
public record ModelUse(
    String folder,
    String label,
    Rung rung,
    String exported,
    String format,
    Rungs ladder,
    TestResult test) {
  static final String TITLE = "How to use it";

  /** Of a study; empty where it makes one model, or none of several yet. */
  public static Optional<ModelUse> of(StudyOutcome outcome) {
    Rungs ladder = outcome.result().ladder();
    TestResult test = outcome.result().test();
    return ladder == null || test == null
        ? Optional.empty()
        : Optional.of(of(outcome, ladder, test));
  }

  private static ModelUse of(StudyOutcome outcome, Rungs ladder, TestResult test) {
    String study = outcome.result().study();
    String neural = ladder.seeded() ? "onnx" : "arpa";
    return outcome.findings().stream()
        .filter(Recommendation.CountedIsBetter.class::isInstance)
        .map(Recommendation.CountedIsBetter.class::cast)
        .findFirst()
        .map(
            better -> {
              String folder = in(study, StudyFolder.COUNTED);
              return new ModelUse(
                  folder, better.label(), better.counted(), folder, "arpa", ladder, test);
            })
        .orElseGet(
            () -> {
              Rung best = ladder.best();
              String folder = in(study, StudyFolder.CHOSEN);
              String exported = isOfSeveral(best) ? in(study, StudyFolder.SINGLE) : folder;
              return new ModelUse(folder, best.label(), best, exported, neural, ladder, test);
            });
  }

  private static boolean isOfSeveral(Rung rung) {
    return !rung.members().isEmpty();
  }

  private static String in(String study, String run) {
    return study.equals(".") ? run : study + "/" + run;
  }

  /** Whether the model itself can be exported, not only a part of it. */
  public boolean isExportable() {
    return exported.equals(folder);
  }

  /** What to type; of a line that is no command a shell makes nothing. */
  List<String> commands() {
    String run = ShellWord.of(folder);
    return List.of(
        "isotope eval " + run + " NEW.txt",
        "isotope sample " + run,
        isExportable()
            ? "# isotope export takes it, too, to " + format
            : "# of the %s only its network can be exported: %s, to %s"
                .formatted(label, ShellWord.of(exported), format));
  }
}
