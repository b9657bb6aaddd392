package org.isotopelm.report.study;

import static org.isotopelm.words.Figures.nats;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.OpponentResult;
import org.isotopelm.study.comparison.Parabola;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.words.Phrases;
import org.isotopelm.words.Wrap;

/** A study's result for a terminal. */
public final class StudyTable {
  /** Longer lines of prose are hard to read. */
  private static final int PROSE = 100;

  private StudyTable() {}

  /**
   * What is recommended, where there are several models; the points, the opponents, the test, the
   * warnings and the conclusion, each line ended.
   *
   * @param width columns of the terminal
   */
  public static String of(StudyOutcome outcome, int width) {
    int prose = Math.min(width, PROSE);
    StudyResult result = outcome.result();
    Optional<ModelUse> use = ModelUse.of(outcome);
    StudyMarks marks = StudyMarks.of(outcome.findings());
    StringBuilder text = new StringBuilder(use.map(each -> model(outcome, each, width)).orElse(""));
    if (!result.points().isEmpty()) {
      text.append(StudyTables.points(outcome).text(width));
      text.append('\n').append(marks.legend(outcome, prose)).append(figures(result, prose));
    }
    if (!StudyTables.others(result).isEmpty()) {
      text.append('\n').append(StudyTables.opponents(outcome).text(width));
      text.append(Wrap.paragraph(own(result), prose));
    }
    if (result.test() != null) {
      text.append('\n').append(TestTables.test(result, result.test()).text(width));
    }
    if (result.nested() != null) {
      text.append('\n').append(TestTables.nested(result, result.nested()).text(width));
    }
    if (!result.warnings().isEmpty()) {
      text.append("\nWarnings\n");
      result.warnings().forEach(warning -> text.append(Wrap.item(warning, prose)));
    }
    text.append('\n').append(Wrap.paragraph(Said.ofSearch(outcome.findings()), prose));
    use.ifPresent(each -> text.append(where(each, prose)));
    return text.toString();
  }

  /** The recommended model and those beside it. */
  private static String model(StudyOutcome outcome, ModelUse use, int width) {
    int prose = Math.min(width, PROSE);
    return Wrap.paragraph(String.join(" ", Said.ofModel(outcome.findings())), prose)
        + '\n'
        + LadderTable.of(use).text(width)
        + Wrap.paragraph(LadderTable.NOTE, prose)
        + '\n';
  }

  /** Said once more where a terminal has scrolled the beginning away. */
  private static String where(ModelUse use, int width) {
    List<Double> ends = use.rung().bitsCi95();
    return "\n"
        + Wrap.paragraph(
            "%s: the %s, %s bits per byte%s"
                .formatted(
                    use.folder(),
                    use.label(),
                    nats(use.rung().bitsPerByte()),
                    ends.isEmpty()
                        ? ""
                        : " (%s)"
                            .formatted(
                                Phrases.interval(nats(ends.getFirst()), nats(ends.getLast())))),
            width);
  }

  /** What the opponents are that no config names. */
  private static String own(StudyResult result) {
    Stream<String> meanings =
        result.opponents().stream()
            .map(OpponentResult::name)
            .flatMap(
                name ->
                    switch (name) {
                      case "default" -> Stream.of("default: the config as it is");
                      case "zero" -> Stream.of("zero: every λ set to 0");
                      default -> Stream.empty();
                    });
    Stream<String> counted =
        Stream.ofNullable(result.counted()).map(each -> each.label() + ": " + StudyTables.COUNTED);
    return Stream.of(
            meanings, counted, Stream.of("minus best: above 0 is worse than the best point"))
        .flatMap(each -> each)
        .collect(Collectors.joining("; "));
  }

  private static String figures(StudyResult result, int width) {
    StringBuilder text = new StringBuilder();
    text.append(
        Wrap.paragraph(
            "nll: negative log-likelihood, the mean over tokens; perplexity: e^nll", width));
    Parabola parabola = result.parabola();
    if (parabola != null) {
      String ends =
          parabola.ci95().isEmpty()
              ? "no interval"
              : Phrases.interval(
                  Phrases.figure(parabola.ci95().get(0)), Phrases.figure(parabola.ci95().get(1)));
      text.append(
          Wrap.paragraph(
              "parabola in ln %s through %s: minimum at %s (%s%s)"
                  .formatted(
                      parabola.dimension(),
                      Phrases.count(parabola.points(), "point"),
                      Phrases.figure(parabola.minimum()),
                      ends,
                      parabola.misfit() == null
                          ? ""
                          : "; the points are up to " + nats(parabola.misfit()) + " away from it"),
              width));
    }
    Double level = result.minimumDetectableLevel();
    if (result.minimumDetectableEffect() != null) {
      text.append(
          Wrap.paragraph(
              "smallest detectable difference (power 80 %%%s): %s %s"
                  .formatted(
                      level == null ? "" : ", p < " + Phrases.figure(level),
                      nats(result.minimumDetectableEffect()),
                      result.metric().shortUnit()),
              width));
    }
    return text.toString();
  }
}
