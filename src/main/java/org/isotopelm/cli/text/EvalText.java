package org.isotopelm.cli.text;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.isotopelm.coding.Proof;
import org.isotopelm.eval.Evaluation;
import org.isotopelm.eval.Interval;
import org.isotopelm.eval.PairedComparison;
import org.isotopelm.eval.Resolution;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.isotopelm.words.Wrap;
import org.jspecify.annotations.Nullable;

/** One run or two on a text, as people read them. */
public final class EvalText {
  /** Beyond 2⁵³ or so a double does not hold every whole number. */
  private static final double LARGEST_WHOLE = 1e15;

  private EvalText() {}

  /** A run on a text. */
  public static void print(Evaluation e, PrintStream out, int columns) {
    lines(e).forEach(line -> indented(line, out, columns));
  }

  private static List<String> lines(Evaluation e) {
    return List.of(
        "%s (%s, %s)"
            .formatted(e.run(), e.checkpoint(), e.split() == null ? "text" : e.split() + " split"),
        String.format(
            Locale.ROOT,
            "  %s, %,d tokens (%,d unknown%s), %,d words, %,d bytes",
            Phrases.count(e.documents(), "document"),
            e.tokens(),
            e.unknownTokens(),
            e.unknownTokens() == 0
                ? ""
                : ", " + UnknownShare.percent(e.unknownTokens(), e.tokens()) + " %",
            e.words(),
            e.bytes()),
        String.format(
            Locale.ROOT,
            "  nll (negative log-likelihood) %.4f nats per token%s",
            e.nll(),
            interval(e.ci95(), e.ci95Over())),
        String.format(
            Locale.ROOT,
            "  perplexity %s, per word %s; %s",
            perplexity(e.perplexity()),
            perplexity(e.perplexityPerWord()),
            UnknownShare.bitsPerByte(e)),
        e.context() == null
            ? "  the state is carried through each document"
            : String.format(Locale.ROOT, "  context %d, stride %d", e.context(), e.stride()));
  }

  /** How its weights went on learning, below a run on a text. */
  public static void print(DynamicFigures dynamic, PrintStream out, int columns) {
    dynamic.text().forEach(line -> indented(line, out, columns));
  }

  /** The proof of its figures, below a run on a text. */
  public static void print(Proof proof, PrintStream out, int columns) {
    for (String line : lines(proof)) {
      indented(line, out, columns);
    }
  }

  /** The same on one line, below a table of several runs. */
  public static void printBrief(Evaluation e, DynamicFigures d, PrintStream out, int columns) {
    indented(e.run() + ": " + d.brief(), out, columns);
  }

  /** That the figures of one of several runs are proved. */
  public static void printBrief(Evaluation e, Proof p, PrintStream out, int columns) {
    String line =
        String.format(
            Locale.ROOT,
            "%s: proved; coded in %,d bits, where Σ −log₂ p is %,.1f",
            e.run(),
            p.codedBits(),
            p.idealBits());
    indented(line, out, columns);
  }

  private static List<String> lines(Proof p) {
    return List.of(
        String.format(
            Locale.ROOT,
            "  proof: the probabilities of all tokens sum to 1 before each of %,d tokens (largest deviation %.1g)",
            p.contexts(),
            p.largestDeviation()),
        String.format(
            Locale.ROOT,
            "  each token is scored once, and a reader that sees only what stands before it agrees (largest difference %.1g nats)",
            p.largestDifference()),
        String.format(
            Locale.ROOT,
            "  none of %,d scores changed when the tokens after them were changed (largest change %.1g nats)",
            p.compared(),
            p.largestChange()),
        String.format(
            Locale.ROOT,
            "  coded in %,d bits, where Σ −log₂ p is %,.1f (%+.4f %%); decoded, the text is the same to the byte%s",
            p.codedBits(),
            p.idealBits(),
            100 * (p.codedBits() / p.idealBits() - 1),
            p.otherBits() == 0
                ? ""
                : String.format(
                    Locale.ROOT,
                    ", with %,d bits for white space and unknown words",
                    p.otherBits())));
  }

  /** Whole where decimals say nothing, and short where digits say nothing. */
  private static String perplexity(double value) {
    return value >= LARGEST_WHOLE
        ? Figures.perplexity(value)
        : String.format(Locale.ROOT, value < 10_000 ? "%,.2f" : "%,.0f", value);
  }

  /** A line that begins with as many blanks as before, its rest two further to the right. */
  private static void indented(String line, PrintStream out, int columns) {
    String margin = line.startsWith("  ") ? "  " : "";
    for (String part : Wrap.lines(line.strip(), columns - 4)) {
      out.println(margin + part);
      margin = "    ";
    }
  }

  /** The first of two runs minus the second. */
  public static void print(List<Evaluation> two, PairedComparison c, PrintStream out, int columns) {
    boolean unknown = two.stream().anyMatch(e -> e.unknownTokens() > 0);
    String names = two.get(0).run() + " minus " + two.get(1).run();
    String bits = "bits per byte" + (unknown ? " with the spelling of unknown words" : "");
    String unit = c.metric().equals("nll") ? "nats per token" : bits;
    if (c.isNone()) {
      String least = BigDecimal.valueOf(Resolution.OF_FIGURES).stripTrailingZeros().toPlainString();
      indented(
          "%s: no difference (differences under %s %s are rounding)".formatted(names, least, unit),
          out,
          columns);
      return;
    }
    String reason =
        c.metric().equals("nll") ? "" : "; per byte, because the tokens of the two runs differ";
    String difference =
        "%s: %s %s%s%s%s"
            .formatted(
                names,
                Figures.nats(c.difference()),
                unit,
                interval(c.ci95(), c.over()),
                c.p() == null ? "" : ", " + Phrases.p(c.p()),
                reason);
    indented(difference, out, columns);
  }

  private static String interval(@Nullable Interval interval, String over) {
    return interval == null
        ? ""
        : " (%s, bootstrap over %s)"
            .formatted(
                Phrases.interval(Figures.nats(interval.low()), Figures.nats(interval.high())),
                over);
  }
}
