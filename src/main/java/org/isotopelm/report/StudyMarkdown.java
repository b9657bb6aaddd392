package org.isotopelm.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isotopelm.report.ReportData.StudyPart;
import org.isotopelm.study.comparison.FinalResult;
import org.isotopelm.study.comparison.MeanScores;
import org.isotopelm.study.comparison.NestedResult;
import org.isotopelm.study.comparison.OpponentResult;
import org.isotopelm.study.comparison.Paired;
import org.isotopelm.study.comparison.Parabola;
import org.isotopelm.study.comparison.PointResult;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.comparison.TestedOpponent;
import org.isotopelm.study.space.Point;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** What a study found, in Markdown. */
final class StudyMarkdown {
  private static final String[] SCORES = {
    "held-out nll ± s.e.",
    "perplexity",
    "bits per byte ± s.e.",
    "unknown tokens",
    "train nll",
    "best checkpoint",
    "exposure κ",
    "learning rate η",
    "steps",
    "cells"
  };
  private static final String[] PAIRED = {"95 %", "p", "p, Holm", "p, Wilcoxon"};

  private StudyMarkdown() {}

  static void append(StringBuilder text, StudyPart study) {
    StudyResult result = study.result();
    text.append("**").append(MarkdownTable.escape(study.verdict())).append("**\n\n");
    if (!study.reasoning().isEmpty()) {
      Markdown.paragraph(text, study.reasoning());
    }
    Markdown.warnings(text, result.warnings());
    if (study.curve() != null) {
      text.append(
          "![Held-out %s over %s](%s)\n\n"
              .formatted(
                  result.metric().figure(),
                  MarkdownTable.escape(study.curve().dimension()),
                  Curve.FILE));
    }
    choice(text, result);
    if (!result.points().isEmpty()) {
      Markdown.heading(text, "Points");
      text.append(points(study));
    }
    if (!result.opponents().isEmpty()) {
      Markdown.heading(text, "Opponents");
      text.append(opponents(result.opponents()));
    }
    if (result.test() != null) {
      Markdown.heading(text, "Test split");
      text.append(tests(List.of(result.test())));
      if (!result.test().opponents().isEmpty()) {
        text.append(testedOpponents(result.test().opponents()));
      }
      Markdown.paragraph(text, look(result.test()));
    }
    if (result.nested() != null) {
      nested(text, result.nested());
    }
  }

  private static void choice(StringBuilder text, StudyResult result) {
    MarkdownTable table = new MarkdownTable().words("", " ");
    row(table, "best", result.best());
    row(table, "strongest decay within one standard error", result.oneStandardError());
    if (result.indistinguishable().size() > 1) {
      String set =
          String.join("; ", result.indistinguishable().stream().map(Point::describe).toList());
      table.row(List.of("not separated from the best by the paired test", set));
    }
    if (result.parabola() != null) {
      table.row(List.of("minimum of a parabola in the logarithm", parabola(result.parabola())));
    }
    if (result.minimumDetectableEffect() != null) {
      Double level = result.minimumDetectableLevel();
      String effect =
          Figures.nats(result.minimumDetectableEffect())
              + " "
              + result.metric().shortUnit()
              + (level == null ? "" : ", by a test at p < " + Phrases.figure(level));
      table.row(List.of("smallest difference found four times in five", effect));
    }
    String cells =
        String.format(
            Locale.ROOT,
            "%d, %d of them failed; %s pruned",
            result.cells(),
            result.failed(),
            Phrases.count(result.pruned(), "point"));
    table.row(List.of("cells", cells));
    if (result.stopped() != null) {
      table.row(List.of("stopped early", result.stopped()));
    }
    text.append(table);
  }

  private static void row(MarkdownTable table, String name, @Nullable Map<String, Object> values) {
    if (values != null) {
      table.row(List.of(name, Point.describe(values)));
    }
  }

  private static String parabola(Parabola parabola) {
    String range =
        parabola.ci95().isEmpty()
            ? ""
            : ", 95 %% %s to %s"
                .formatted(
                    Figures.value(parabola.ci95().get(0)), Figures.value(parabola.ci95().get(1)));
    return String.format(
        Locale.ROOT,
        "%s = %s%s; through %d points",
        parabola.dimension(),
        Figures.value(parabola.minimum()),
        range,
        parabola.points());
  }

  private static MarkdownTable points(StudyPart study) {
    StudyResult result = study.result();
    MarkdownTable table = new MarkdownTable();
    List<String> dimensions = List.copyOf(study.spec().space().keySet());
    dimensions.forEach(table::numbers);
    table.numbers(SCORES).numbers("minus λ = 0").numbers(PAIRED).numbers("minus the best");
    table.words("proposed by", "");
    for (int i = 0; i < result.points().size(); i++) {
      PointResult point = result.points().get(i);
      List<@Nullable String> row = new ArrayList<>();
      for (String name : dimensions) {
        Object value = point.values().get(name);
        row.add(value == null ? null : Figures.value(value));
      }
      row.addAll(scores(point.scores()));
      row.addAll(paired(point.pairedToZero()));
      row.add(point.pairedToBest() == null ? null : difference(point.pairedToBest()));
      row.add(point.origin() + ", round " + point.round());
      row.add(remark(study.marks().get(i), point));
      table.row(row);
    }
    return table;
  }

  private static String remark(List<String> marks, PointResult point) {
    List<String> remarks = new ArrayList<>(marks.stream().map(StudyMarkdown::remark).toList());
    if (point.because() != null) {
      remarks.add(point.because());
    }
    return String.join(", ", remarks);
  }

  private static String remark(String mark) {
    return mark.equals("simple") ? "within one s.e." : mark;
  }

  private static MarkdownTable opponents(List<OpponentResult> opponents) {
    MarkdownTable table = new MarkdownTable().words("opponent").numbers(SCORES);
    table.numbers("minus the best").numbers(PAIRED).words("sets");
    for (OpponentResult opponent : opponents) {
      List<@Nullable String> row = new ArrayList<>(List.of(opponent.name()));
      row.addAll(scores(opponent.scores()));
      row.addAll(paired(opponent.pairedToBest()));
      row.add(Point.describe(opponent.settings()));
      table.row(row);
    }
    return table;
  }

  private static List<@Nullable String> scores(MeanScores scores) {
    Double nll = scores.nll();
    String error = scores.se() == null ? "" : " ± " + Figures.nats(scores.se());
    String failed = scores.failed() == 0 ? "" : ", " + scores.failed() + " failed";
    return Arrays.asList(
        nll == null ? null : Figures.nats(nll) + error,
        scores.perplexity() == null ? null : Figures.perplexity(scores.perplexity()),
        scores.bitsPerByte() == null
            ? null
            : Figures.nats(scores.bitsPerByte())
                + (scores.bitsPerByteSe() == null
                    ? ""
                    : " ± " + Figures.nats(scores.bitsPerByteSe())),
        unknown(scores.unknownShare()),
        nats(scores.trainNll()),
        nats(scores.bestCheckpointNll()),
        significant(scores.exposure()),
        significant(scores.learningRate()),
        scores.steps() == null ? null : String.format(Locale.ROOT, "%,.0f", scores.steps()),
        scores.cells() + failed);
  }

  /** Left out where there is none anywhere. */
  private static @Nullable String unknown(@Nullable Double share) {
    return share == null || share == 0 ? null : Figures.fixed(100 * share, 1) + " %";
  }

  private static List<@Nullable String> paired(@Nullable Paired paired) {
    if (paired == null) {
      return Arrays.asList(new String[1 + PAIRED.length]);
    }
    return Arrays.asList(
        difference(paired),
        interval(paired.ci95()),
        probability(paired.p()),
        probability(paired.pHolm()),
        probability(paired.pWilcoxon()));
  }

  private static String difference(Paired paired) {
    Double error = paired.correctedSe();
    return Figures.nats(paired.difference()) + (error == null ? "" : " ± " + Figures.nats(error));
  }

  private static MarkdownTable tests(List<TestResult> tests) {
    MarkdownTable table = new MarkdownTable().words("chosen");
    table.numbers("bits per byte", "bits per byte at λ = 0");
    table.numbers("nll", "95 %", "nll at λ = 0", "95 % at λ = 0", "difference", "95 % of it");
    for (TestResult test : tests) {
      FinalResult chosen = test.chosen();
      FinalResult zero = test.zero();
      table.row(
          Arrays.asList(
              chosen == null ? "diverged" : Point.describe(chosen.values()),
              chosen == null ? null : nats(chosen.bitsPerByte()),
              zero == null ? null : nats(zero.bitsPerByte()),
              chosen == null ? null : Figures.nats(chosen.nll()),
              chosen == null ? null : interval(chosen.ci95()),
              zero == null ? null : Figures.nats(zero.nll()),
              zero == null ? null : interval(zero.ci95()),
              nats(test.difference()),
              test.ci95() == null ? null : interval(test.ci95())));
    }
    return table;
  }

  private static MarkdownTable testedOpponents(List<TestedOpponent> opponents) {
    MarkdownTable table = new MarkdownTable().words("opponent on the test split");
    table.numbers("nll", "95 %", "bits per byte", "minus the chosen", "95 % of it");
    for (TestedOpponent opponent : opponents) {
      table.row(
          Arrays.asList(
              opponent.name(),
              opponent.nll() == null ? "failed" : Figures.nats(opponent.nll()),
              interval(opponent.ci95()),
              nats(opponent.bitsPerByte()),
              nats(opponent.difference()),
              interval(opponent.differenceCi95())));
    }
    return table;
  }

  private static String look(TestResult test) {
    return test.look() == 1
        ? "This was the first look at this test split."
        : String.format(
            Locale.ROOT,
            "This was look %d at this test split, including other studies' looks. Each look makes the figures more optimistic.",
            test.look());
  }

  private static void nested(StringBuilder text, NestedResult nested) {
    Markdown.heading(text, "Nested cross-validation");
    text.append(tests(nested.folds()));
    Paired paired = nested.paired();
    String against = paired == null ? "" : "; minus λ = 0: " + difference(paired);
    Markdown.paragraph(text, "Mean of the choices: " + Figures.nats(nested.nll()) + against + ".");
  }

  private static @Nullable String nats(@Nullable Double value) {
    return value == null ? null : Figures.nats(value);
  }

  private static @Nullable String significant(@Nullable Double value) {
    return value == null ? null : RunMarkdown.significant(value);
  }

  private static @Nullable String probability(@Nullable Double p) {
    return p == null ? null : Figures.p(p);
  }

  private static @Nullable String interval(List<Double> ends) {
    return ends.isEmpty() ? null : Figures.nats(ends.get(0)) + " to " + Figures.nats(ends.get(1));
  }
}
