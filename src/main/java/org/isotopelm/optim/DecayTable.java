package org.isotopelm.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.optim.Explanation.Entry;
import org.isotopelm.optim.Explanation.HalfLife;
import org.jspecify.annotations.Nullable;

/** An {@link Explanation} as a table for a terminal, with its warnings below. */
public final class DecayTable {
  private static final List<String> HEAD =
      List.of(
          "group",
          "rule",
          "tensors",
          "parameters",
          "form",
          "λ",
          "exposure κ",
          "half-life",
          "PyTorch weight_decay");

  /** Columns that hold numbers stand to the right. */
  private static final List<Boolean> RIGHT =
      List.of(false, false, true, true, false, true, true, true, true);

  private DecayTable() {}

  /** The table's lines, without line ends. */
  public static List<String> lines(Explanation explanation) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    explanation.decay().forEach(entry -> rows.add(row(entry)));
    int[] widths = new int[HEAD.size()];
    rows.forEach(
        row ->
            IntStream.range(0, widths.length)
                .forEach(c -> widths[c] = Math.max(widths[c], row.get(c).length())));
    List<String> lines = new ArrayList<>();
    rows.forEach(row -> lines.add(line(row, widths)));
    explanation.warnings().forEach(warning -> lines.add("warning: " + warning));
    return lines;
  }

  private static List<String> row(Entry entry) {
    return List.of(
        entry.group(),
        entry.rule(),
        Numbers.text(entry.tensors().size()),
        Numbers.text(entry.parameters()),
        entry.form() + factor(entry.learningRateFactor()),
        Numbers.text(entry.lambda()),
        number(entry.exposure()),
        halfLife(entry),
        pytorch(entry));
  }

  private static String factor(double factor) {
    return factor == 1 ? "" : ", η × " + Numbers.text(factor);
  }

  private static String halfLife(Entry entry) {
    HalfLife halfLife = entry.halfLife();
    if (halfLife.steps() == null) {
      return entry.lambda() == 0 ? "∞" : entry.exposure() == null ? "by gradients" : "none";
    }
    return number(halfLife.steps()) + " steps, " + number(halfLife.epochs()) + " epochs";
  }

  /** Of AdamW, or where it says so of Adam, whose weight_decay is in the gradient. */
  private static String pytorch(Entry entry) {
    return (entry.exposure() == null ? "Adam " : "") + number(entry.pytorchWeightDecay());
  }

  private static String number(@Nullable Double value) {
    return value == null ? "–" : Numbers.text(value);
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String padding = " ".repeat(widths[c] - cells.get(c).length());
      line.append(c == 0 ? "" : "  ");
      line.append(RIGHT.get(c) ? padding + cells.get(c) : cells.get(c) + padding);
    }
    return line.toString().stripTrailing();
  }
}
