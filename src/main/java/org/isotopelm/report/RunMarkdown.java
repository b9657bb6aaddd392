package org.isotopelm.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.isotopelm.Json;
import org.isotopelm.optim.Explanation;
import org.isotopelm.report.ReportData.RunPart;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A run in Markdown. */
final class RunMarkdown {
  private static final String VALIDATION = "validation_nll";

  private static final String LOSS =
      "train loss: the mean nll of the steps since the line before in metrics.jsonl (train_nll),"
          + " each scored before its own update and with dropout. validation nll: the whole"
          + " validation split, scored at this step. Both are in nats per token.";

  private RunMarkdown() {}

  /**
   * Adds a run.
   *
   * @param single whether the report is its alone: its figures come first then
   */
  static void append(StringBuilder text, RunPart run, boolean single) {
    Explanation plan = plan(run.plan());
    if (single) {
      verdict(text, run.points());
      Markdown.warnings(text, plan == null ? List.of() : plan.warnings());
    }
    String whose = single ? "" : " of the run " + run.name();
    training(text, run.points(), whose);
    if (plan != null) {
      decay(text, plan, whose);
    }
  }

  private static @Nullable Explanation plan(@Nullable JsonNode plan) {
    return plan == null ? null : Json.mapper().treeToValue(plan, Explanation.class);
  }

  /** A figure of a line of metrics.jsonl; null where it is missing or was no finite number. */
  private static @Nullable Double number(JsonNode point, String name) {
    JsonNode value = point.path(name);
    return value.isNumber() ? (Double) value.asDouble() : null;
  }

  private static void verdict(StringBuilder text, List<JsonNode> points) {
    points.stream()
        .filter(point -> number(point, VALIDATION) != null)
        .min(Comparator.comparingDouble(point -> point.path(VALIDATION).asDouble()))
        .ifPresent(
            point -> {
              double nll = point.path(VALIDATION).asDouble();
              text.append(
                  String.format(
                      Locale.ROOT,
                      "**Best on the validation split: %s nats per token, perplexity %s, at step %s.**\n\n",
                      Figures.nats(nll),
                      Figures.perplexity(Math.exp(nll)),
                      shown(number(point, "step"), 0)));
            });
  }

  /** Every evaluation, and the last line. */
  private static void training(StringBuilder text, List<JsonNode> points, String whose) {
    MarkdownTable table =
        new MarkdownTable()
            .numbers("step", "epoch", "tokens", "seconds", "learning rate")
            .numbers("train loss", "validation nll", "perplexity");
    for (int i = 0; i < points.size(); i++) {
      JsonNode point = points.get(i);
      Double nll = number(point, VALIDATION);
      if (nll != null || i == points.size() - 1) {
        Double rate = number(point, "learning_rate");
        table.row(
            Arrays.asList(
                shown(number(point, "step"), 0),
                shown(number(point, "epoch"), 2),
                shown(number(point, "tokens"), 0),
                shown(number(point, "seconds"), 1),
                rate == null ? null : significant(rate),
                shown(number(point, "train_nll"), 4),
                shown(nll, 4),
                shown(nll == null ? null : (Double) Math.exp(nll), 2)));
      }
    }
    Markdown.heading(text, "Training" + whose);
    if (table.isEmpty()) {
      Markdown.paragraph(text, "Nothing has been logged.");
    } else {
      text.append(table);
      Markdown.paragraph(text, LOSS);
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
            "%s, %s, plan %s.",
            Phrases.count(plan.steps(), "step"),
            Phrases.count(plan.parameters(), "parameter"),
            plan.planHash()));
    text.append(table);
  }

  private static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static @Nullable String shown(@Nullable Double number, int places) {
    return number == null
        ? null
        : places == 0 ? whole(Math.round(number)) : Figures.fixed(number, places);
  }

  static String significant(double number) {
    return Figures.value(
        Double.isFinite(number)
            ? Double.valueOf(String.format(Locale.ROOT, "%.4g", number))
            : (Object) number);
  }
}
