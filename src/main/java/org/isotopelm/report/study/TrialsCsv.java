package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.study.trial.Trial;
import org.jspecify.annotations.Nullable;

/** Every cell of a study, one a line, as RFC 4180 has it; numbers unrounded. */
public final class TrialsCsv {
  private static final List<String> FIGURES =
      List.of(
          "nll",
          "perplexity",
          "bits_per_byte",
          "train_nll",
          "best_checkpoint_nll",
          "best_step",
          "tokens",
          "bytes",
          "exposure",
          "learning_rate",
          "steps",
          "seconds");

  private TrialsCsv() {}

  public static String of(StudyOutcome outcome) {
    List<String> dimensions = List.copyOf(outcome.plan().spec().space().keySet());
    List<@Nullable Object> head = new ArrayList<>(List.of("opponent"));
    head.addAll(dimensions);
    head.addAll(List.of("fold", "seed", "status"));
    head.addAll(FIGURES);
    head.add("message");
    StringBuilder text = new StringBuilder(line(head));
    outcome.trials().forEach(trial -> text.append(line(fields(dimensions, trial))));
    return text.toString();
  }

  private static List<@Nullable Object> fields(List<String> dimensions, Trial trial) {
    Cell cell = trial.cell();
    List<@Nullable Object> fields = new ArrayList<>();
    fields.add(cell.contender().opponent());
    dimensions.forEach(name -> fields.add(cell.contender().point().values().get(name)));
    fields.addAll(List.of(cell.fold(), cell.seed(), trial.status().label()));
    fields.addAll(figures(trial.result()));
    fields.add(trial.message());
    return fields;
  }

  private static List<? extends @Nullable Object> figures(@Nullable CellResult result) {
    return result == null
        ? Arrays.asList(new Object[FIGURES.size()])
        : List.of(
            result.nll(),
            Math.exp(result.nll()),
            Metric.BITS_PER_BYTE.of(result),
            result.trainNll(),
            result.bestCheckpointNll(),
            result.bestStep(),
            result.tokens(),
            result.bytes(),
            result.exposure(),
            result.learningRate(),
            result.steps(),
            result.seconds());
  }

  private static String line(List<@Nullable Object> fields) {
    return fields.stream()
        .map(field -> field instanceof Double real && real.isNaN() ? null : field)
        .map(field -> quoted(Objects.toString(field, "")))
        .collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String quoted(String field) {
    return field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + field.replace("\"", "\"\"") + '"'
        : field;
  }
}
