package org.isotopelm.cli.text;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.isotopelm.eval.Evaluation;
import org.isotopelm.eval.Interval;
import org.isotopelm.eval.PairedComparison;
import org.isotopelm.eval.Resolution;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** One run or two on a text, as people read them. */
public final class EvalText {
  private EvalText() {}

  /** A run on a text. */
  public static void print(Evaluation e, PrintStream out) {
    out.printf(
        "%s (%s, %s)%n",
        e.run(), e.checkpoint(), e.split() == null ? "text" : e.split() + " split");
    out.printf(
        Locale.ROOT,
        "  %s, %,d tokens (%,d unknown%s), %,d words, %,d bytes%n",
        Phrases.count(e.documents(), "document"),
        e.tokens(),
        e.unknownTokens(),
        e.unknownTokens() == 0
            ? ""
            : ", " + UnknownShare.percent(e.unknownTokens(), e.tokens()) + " %",
        e.words(),
        e.bytes());
    out.printf(
        Locale.ROOT, "  nll %.4f nats per token%s%n", e.nll(), interval(e.ci95(), e.ci95Over()));
    out.printf(
        Locale.ROOT,
        "  perplexity %.2f, per word %.2f; %s%n",
        e.perplexity(),
        e.perplexityPerWord(),
        UnknownShare.bitsPerByte(e));
    if (e.context() == null) {
      out.println("  the state is carried through each document");
    } else {
      out.printf(Locale.ROOT, "  context %d, stride %d%n", e.context(), e.stride());
    }
  }

  /** The first of two runs minus the second. */
  public static void print(List<Evaluation> two, PairedComparison c, PrintStream out) {
    boolean unknown = two.stream().anyMatch(e -> e.unknownTokens() > 0);
    String names = two.get(0).run() + " minus " + two.get(1).run();
    String bits = "bits per byte" + (unknown ? " with the spelling of unknown words" : "");
    String unit = c.metric().equals("nll") ? "nats per token" : bits;
    if (c.isNone()) {
      String least = BigDecimal.valueOf(Resolution.OF_FIGURES).toPlainString();
      out.println(names + ": no difference; less than " + least + " " + unit + " is rounding");
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s: %s %s%s%s%n",
        names,
        Figures.nats(c.difference()),
        unit,
        interval(c.ci95(), c.over()),
        c.p() == null ? "" : ", " + Phrases.p(c.p()));
  }

  private static String interval(@Nullable Interval interval, String over) {
    return interval == null
        ? ""
        : String.format(
            Locale.ROOT,
            " (95 %% interval %s to %s, bootstrap over %s)",
            Figures.nats(interval.low()),
            Figures.nats(interval.high()),
            over);
  }
}
