package org.isotopelm.advice;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.DecayPath;
import org.isotopelm.train.GradientRecipe;
import org.isotopelm.words.Phrases;
import org.isotopelm.words.Wrap;
import org.jspecify.annotations.Nullable;

/** The config of a study at λ/2, λ and 2λ of the predicted setting. */
final class VerifyingStudy {
  /** How its file begins, so that another one is not overwritten. */
  static final String MARK = "# Written by 'isotope advise'";

  private static final int WIDTH = 100;
  private static final int FOLDS_OF_A_RUN = 3;

  /** λ may be rounded to this: 0.5 % at most. */
  private static final MathContext DIGITS = new MathContext(3);

  private final Basis basis;
  private final Changes changes;
  private final Prediction prediction;
  private final Map<String, Object> values;

  /**
   * @param values by config path, in which the setting differs
   */
  VerifyingStudy(Basis basis, Changes changes, Prediction prediction, Map<String, Object> values) {
    this.basis = basis;
    this.changes = changes;
    this.prediction = prediction;
    this.values = values;
  }

  String yaml() {
    Map<String, @Nullable Object> all = basis.with(values);
    for (String group : basis.anchor().groups()) {
      String path = "optimizer.decay." + group + ".";
      Stream.of("half_life", "exposure", "timescale").forEach(key -> all.put(path + key, null));
      all.put(path + "lambda", rounded(configured()));
    }
    Config config = basis.loaded().with(all);
    return comments() + ConfigFile.toYaml(config) + study();
  }

  private String comments() {
    List<String> lines = new ArrayList<>();
    lines.add(MARK.substring(2) + " from " + basis.folder() + ": " + changes + ".");
    lines.add("");
    lines.add(
        "Predicted: λ = %s (%s), a timescale of %s epochs. Rule: %s (%s)."
            .formatted(
                Phrases.figure(prediction.lambda()),
                Phrases.interval(
                    Phrases.figure(prediction.ci95().get(0)),
                    Phrases.figure(prediction.ci95().get(1))),
                Phrases.figure(prediction.to().timescaleEpochs(prediction.lambda())),
                prediction.rule(),
                prediction.source()));
    lines.add(
        "This study trains λ/2, λ and 2λ. Where the middle one is the best, the prediction holds; where an outer one is, search on in its direction.");
    lines.add("");
    lines.add("What differs from the config of " + basis.folder() + ":");
    GradientRecipe before = basis.recipe();
    values.forEach(
        (path, value) -> {
          Object old = LargerSetting.before(before, path);
          lines.add("  " + path + ": " + value + (old == null ? "" : ", was " + old));
        });
    String others = others(basis.overrides());
    if (!others.isEmpty()) {
      lines.add("  the other values of the study's best point: " + others);
    }
    lines.add("  the study: only λ is searched, on a grid; no opponents but λ = 0");
    return lines.stream().map(VerifyingStudy::comment).collect(Collectors.joining()) + "\n";
  }

  /** A paragraph as a comment; its indentation stays. */
  private static String comment(String line) {
    String begin = line.startsWith("  ") ? "#   " : "# ";
    return Wrap.lines(line.strip(), WIDTH).stream()
        .map(part -> (begin + part).stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  /** All but decay. */
  private static String others(Map<String, @Nullable Object> overrides) {
    return overrides.entrySet().stream()
        .filter(each -> each.getValue() != null && DecayPath.of(each.getKey()).isEmpty())
        .map(each -> each.getKey() + " = " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  private String study() {
    Map<String, Object> keys = new LinkedHashMap<>();
    StudySpec spec = basis.study();
    if (spec == null) {
      keys.put("folds", FOLDS_OF_A_RUN);
    } else {
      keys.put("folds", spec.folds());
      keys.put("fold_order", spec.foldOrder());
      keys.put("tokenizer", spec.tokenizer());
      keys.put("seeds", spec.seeds());
      keys.put("seed", spec.seed());
      keys.put("retries", spec.retries());
      keys.put("hold", spec.hold());
    }
    StringBuilder text = new StringBuilder("study:\n  search: {kind: grid}\n  space:\n");
    text.append("    lambda: {set: ").append(Json.mapper().writeValueAsString(set()));
    text.append(", values: ").append(lambdas()).append("}  # λ/2, λ and 2λ\n");
    keys.forEach(
        (key, value) ->
            text.append("  ")
                .append(key)
                .append(": ")
                .append(Json.mapper().writeValueAsString(value))
                .append('\n'));
    return text.toString();
  }

  private List<String> set() {
    return basis.anchor().groups().stream()
        .map(group -> "optimizer.decay." + group + ".lambda")
        .toList();
  }

  private List<Double> lambdas() {
    return Stream.of(0.5, 1.0, 2.0).map(times -> rounded(times * configured())).toList();
  }

  /** λ as the config has it, which for form normalized is λ·√T. */
  private double configured() {
    return prediction.lambda() * basis.group().form().divisor(prediction.to().steps());
  }

  private static double rounded(double lambda) {
    return new BigDecimal(lambda).round(DIGITS).doubleValue();
  }
}
