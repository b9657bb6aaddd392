package org.isotopelm.optim.explain;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.isotopelm.optim.decay.Coupling;
import org.isotopelm.optim.decay.LambdaSchedule;
import org.isotopelm.optim.decay.Parts.Mask;
import org.isotopelm.optim.decay.Parts.Side;
import org.isotopelm.optim.decay.Parts.Target;
import org.isotopelm.optim.explain.Equivalents.Deeplearning4j;
import org.isotopelm.optim.explain.Explanation.Entry;
import org.isotopelm.optim.explain.Explanation.HalfLife;
import org.isotopelm.words.TextTable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An {@link Explanation} as a table for a terminal, with its warnings below. */
public final class DecayTable {
  /** What a group's parts are that does not say otherwise. */
  private static final Set<Enum<?>> USUAL =
      Set.of(Side.WEIGHTS, Coupling.LEARNING_RATE, Mask.ALL, Target.ZERO);

  private DecayTable() {}

  /**
   * The table's lines and those of the warnings, without line ends.
   *
   * @param width columns of the terminal, for the table
   */
  public static List<String> lines(Explanation explanation, int width) {
    if (explanation.decay().isEmpty()) {
      return explanation.warnings();
    }
    TextTable table =
        new TextTable()
            .words("group")
            .words("rule", 5)
            .numbers("tensors", 6)
            .numbers("parameters", 4)
            .words("form")
            .numbers("λ")
            .numbers("exposure\nκ")
            .numbers("half-life,\nsteps")
            .numbers("half-life,\nepochs", 1)
            .numbers("timescale\nin epochs", 3)
            .numbers("PyTorch's\nweight_decay", 2)
            .numbers("AdamW\npaper's λ", 7)
            .numbers("Deeplearning4j's\nWeightDecay", 8);
    ObjectNode optimizer = explanation.optimizer();
    boolean sgd = optimizer != null && optimizer.path("kind").asString().equals("sgd");
    explanation.decay().forEach(entry -> table.row(row(entry, sgd ? "SGD " : "Adam ")));
    return Stream.concat(
            table.fitting(width).lines(),
            explanation.warnings().stream().map(warning -> "warning: " + warning))
        .toList();
  }

  private static List<String> row(Entry entry, String inGradient) {
    return List.of(
        entry.group(),
        entry.rule(),
        Numbers.text(entry.tensors().size()),
        Numbers.text(entry.parameters()),
        form(entry) + factor(entry.learningRateFactor()),
        Numbers.text(entry.lambda()),
        number(entry.exposure()),
        halfLife(entry),
        blank(entry.halfLife().epochs()),
        blank(entry.timescaleEpochs()),
        pytorch(entry, inGradient),
        number(entry.equivalents() == null ? null : entry.equivalents().adamwPaper()),
        deeplearning4j(entry));
  }

  /** The preset or the parts, and the schedule of λ where λ changes. */
  public static String form(Entry entry) {
    String formula =
        entry.form().equals("custom")
            ? Stream.of(entry.side(), entry.coupling(), entry.mask(), entry.target())
                .filter(part -> part != null && !USUAL.contains(part))
                .map(part -> part.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "))
            : entry.form();
    LambdaSchedule schedule = entry.lambdaSchedule();
    return schedule == null || schedule instanceof LambdaSchedule.Constant
        ? formula
        : formula + ", λ " + Json.mapper().valueToTree(schedule).path("kind").asString();
  }

  private static String factor(double factor) {
    return factor == 1 ? "" : ", η × " + Numbers.text(factor);
  }

  /** In steps, or why there is none. */
  private static String halfLife(Entry entry) {
    HalfLife halfLife = entry.halfLife();
    if (halfLife.steps() == null) {
      return entry.lambda() == 0 ? "∞" : entry.exposure() == null ? "by gradients" : "none";
    }
    return number(halfLife.steps());
  }

  /** Of AdamW; with a name before it where weight_decay is in the gradient, too. */
  private static String pytorch(Entry entry, String inGradient) {
    boolean named = entry.side() == Side.GRADIENT && entry.pytorchWeightDecay() != null;
    return (named ? inGradient : "") + number(entry.pytorchWeightDecay());
  }

  /** Its two arguments. */
  private static String deeplearning4j(Entry entry) {
    Deeplearning4j own = entry.equivalents() == null ? null : entry.equivalents().deeplearning4j();
    return own == null ? "–" : Numbers.text(own.weightDecay()) + ", " + own.applyLearningRate();
  }

  /** Nothing where the half-life in steps says why there is no number. */
  private static String blank(@Nullable Double value) {
    return value == null ? "" : number(value);
  }

  private static String number(@Nullable Double value) {
    return value == null ? "–" : Numbers.text(value);
  }
}
