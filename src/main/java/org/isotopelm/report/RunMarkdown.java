package org.isotopelm.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.isotopelm.Json;
import org.isotopelm.optim.Explanation;
import org.isotopelm.report.ReportData.RunPart;
import org.isotopelm.study.verdict.Figures;
import org.isotopelm.train.LogPoint;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A run in Markdown. */
final class RunMarkdown {
  private RunMarkdown() {}

  /**
   * Adds a run.
   *
   * @param single whether the report is its alone: its figures come first then
   */
  static void append(StringBuilder text, RunPart run, boolean single) {
    Explanation plan = plan(run.plan());
    List<LogPoint> points = run.points().stream().map(RunMarkdown::point).toList();
    if (single) {
      verdict(text, points);
      Markdown.warnings(text, plan == null ? List.of() : plan.warnings());
    }
    String whose = single ? "" : " of the run " + run.name();
    training(text, points, whose);
    if (plan != null) {
      decay(text, plan, whose);
    }
  }

  private static @Nullable Explanation plan(@Nullable JsonNode plan) {
    return plan == null ? null : Json.mapper().treeToValue(plan, Explanation.class);
  }

  private static LogPoint point(JsonNode point) {
    return Json.mapper().treeToValue(point, LogPoint.class);
  }

  private static void verdict(StringBuilder text, List<LogPoint> points) {
    Optional<LogPoint> best =
        points.stream()
            .filter(point -> point.validationNll() != null)
            .min(
                Comparator.comparingDouble(point -> Objects.requireNonNull(point.validationNll())));
    best.ifPresent(
        point -> {
          double nll = Objects.requireNonNull(point.validationNll());
          text.append(
              String.format(
                  Locale.ROOT,
                  "**Best on the validation split: %s nats per token, perplexity %s, at step %,d.**\n\n",
                  Figures.nats(nll),
                  Figures.perplexity(Math.exp(nll)),
                  point.step()));
        });
  }

  /** Every evaluation, and the last line. */
  private static void training(StringBuilder text, List<LogPoint> points, String whose) {
    MarkdownTable table =
        new MarkdownTable()
            .numbers("step", "epoch", "tokens", "seconds", "learning rate")
            .numbers("train nll", "validation nll", "perplexity");
    for (int i = 0; i < points.size(); i++) {
      LogPoint point = points.get(i);
      Double nll = point.validationNll();
      if (nll != null || i == points.size() - 1) {
        table.row(
            Arrays.asList(
                whole(point.step()),
                fixed(point.epoch(), 2),
                whole(point.tokens()),
                fixed(point.seconds(), 1),
                significant(point.learningRate()),
                Figures.nats(point.trainNll()),
                nll == null ? null : Figures.nats(nll),
                nll == null ? null : Figures.perplexity(Math.exp(nll))));
      }
    }
    Markdown.heading(text, "Training" + whose);
    if (table.isEmpty()) {
      Markdown.paragraph(text, "Nothing has been logged.");
    } else {
      text.append(table);
    }
  }

  private static void decay(StringBuilder text, Explanation plan, String whose) {
    MarkdownTable table =
        new MarkdownTable()
            .words("group", "rule")
            .numbers("tensors", "parameters")
            .words("form")
            .numbers("λ", "exposure κ", "half-life, steps", "half-life, epochs", "timescale, steps")
            .numbers("PyTorch's weight_decay");
    for (Explanation.Entry group : plan.decay()) {
      table.row(
          Stream.concat(
                  Stream.of(
                      group.group(),
                      group.rule(),
                      whole(group.tensors().size()),
                      whole(group.parameters()),
                      group.form()),
                  Stream.of(
                          Optional.of(group.lambda()),
                          Optional.ofNullable(group.exposure()),
                          Optional.ofNullable(group.halfLife().steps()),
                          Optional.ofNullable(group.halfLife().epochs()),
                          Optional.ofNullable(group.timescaleSteps()),
                          Optional.ofNullable(group.pytorchWeightDecay()))
                      .map(value -> value.map(RunMarkdown::significant).orElse("")))
              .toList());
    }
    Markdown.heading(text, "Decay plan" + whose);
    Markdown.paragraph(
        text,
        String.format(
            Locale.ROOT,
            "%s steps, %s parameters, plan %s.",
            whole(plan.steps()),
            whole(plan.parameters()),
            plan.planHash()));
    text.append(table);
  }

  private static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String fixed(double number, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", number);
  }

  static String significant(double number) {
    return Figures.value(Double.valueOf(String.format(Locale.ROOT, "%.4g", number)));
  }
}
