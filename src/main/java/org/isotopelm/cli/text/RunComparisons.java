package org.isotopelm.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.console.Output;
import org.isotopelm.eval.Evaluation;
import org.isotopelm.eval.Interval;
import org.isotopelm.eval.PairedComparison;
import org.isotopelm.eval.Scores;
import org.isotopelm.study.statistics.Statistics;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.isotopelm.words.TextTable;
import org.isotopelm.words.Wrap;
import org.jspecify.annotations.Nullable;

/** Three runs and more on one text: each is compared with the first, in pairs of documents. */
public record RunComparisons(List<RunComparisons.Compared> all) {
  private static final String NONE = "–";
  private static final int PROSE = 100;

  /**
   * A run beside the first.
   *
   * @param against the first
   * @param metric {@code nll} or {@code bits_per_byte}, as {@link PairedComparison}
   * @param difference of the metric, the run minus the first: negative where the run is better
   * @param p two-sided; null for fewer than two units
   * @param pHolm the same, corrected for the number of comparisons (Holm 1979)
   */
  public record Compared(
      String run,
      String against,
      String metric,
      double difference,
      @Nullable Interval ci95,
      @Nullable Double p,
      @Nullable Double pHolm,
      String over) {}

  private record Named(String run, PairedComparison comparison) {}

  /**
   * Compares all runs with the first; of one that was scored on another text it is said why not.
   *
   * @param scores of the runs, in their order
   */
  public static RunComparisons of(
      List<Evaluation> evaluations, List<Scores> scores, long seed, Output output) {
    List<Named> named = new ArrayList<>();
    for (int i = 1; i < scores.size(); i++) {
      String run = Objects.requireNonNull(evaluations.get(i).run());
      try {
        named.add(new Named(run, PairedComparison.of(scores.get(i), scores.getFirst(), seed)));
      } catch (ProblemException different) {
        output.warn(run + " is not compared: " + different.problems().getFirst().message());
      }
    }
    return new RunComparisons(
        corrected(Objects.requireNonNull(evaluations.getFirst().run()), named));
  }

  private static List<Compared> corrected(String first, List<Named> named) {
    double[] holm =
        Statistics.holm(
            named.stream()
                .map(each -> each.comparison().p())
                .flatMap(Stream::ofNullable)
                .mapToDouble(p -> p)
                .toArray());
    List<Compared> all = new ArrayList<>();
    int tested = 0;
    for (Named each : named) {
      PairedComparison c = each.comparison();
      Double corrected = c.p() == null ? null : (Double) holm[tested++];
      all.add(
          new Compared(
              each.run(), first, c.metric(), c.difference(), c.ci95(), c.p(), corrected, c.over()));
    }
    return all;
  }

  /** All runs in a table, each with its difference to the first; each line ended. */
  public String text(List<Evaluation> evaluations, int columns) {
    boolean bits = all.stream().anyMatch(each -> !each.metric().equals("nll"));
    TextTable table =
        new TextTable()
            .words("run")
            .numbers("tokens", 5)
            .numbers("nll per\ntoken")
            .numbers("95 %\ninterval", 2)
            .numbers("perplexity", 1)
            .numbers("bits per\nbyte", bits ? 0 : 4)
            .numbers("minus\nthe first")
            .numbers("95 % interval of\nthe difference", 3)
            .numbers("p\n(Holm)")
            .words("");
    double lowest =
        evaluations.stream()
            .mapToDouble(e -> bits ? e.bitsPerByteSpelled() : e.nll())
            .min()
            .orElse(0);
    for (Evaluation e : evaluations) {
      Compared compared =
          all.stream().filter(each -> each.run().equals(e.run())).findFirst().orElse(null);
      boolean best = (bits ? e.bitsPerByteSpelled() : e.nll()) == lowest;
      table.row(row(e, compared, best ? "← lowest" : ""));
    }
    return table.fitting(columns) + "\n" + legend(evaluations.getFirst(), columns);
  }

  private static List<String> row(Evaluation e, @Nullable Compared compared, String mark) {
    List<String> cells =
        new ArrayList<>(
            Arrays.asList(
                Objects.requireNonNull(e.run()),
                Figures.whole(e.tokens()),
                Figures.nats(e.nll()),
                interval(e.ci95()),
                Figures.perplexity(e.perplexity()),
                Figures.nats(e.bitsPerByteSpelled())));
    if (compared == null) {
      cells.addAll(List.of("", "", ""));
    } else {
      boolean nll = compared.metric().equals("nll");
      cells.add(Figures.nats(compared.difference()) + (nll ? "" : " bits"));
      cells.add(interval(compared.ci95()));
      cells.add(compared.pHolm() == null ? NONE : Figures.p(compared.pHolm()));
    }
    cells.add(mark);
    return cells;
  }

  private String legend(Evaluation first, int columns) {
    int width = Math.min(columns, PROSE);
    String split = first.split() == null ? "text" : first.split() + " split";
    List<String> lines = new ArrayList<>();
    lines.add(
        "checkpoint %s, %s, %s"
            .formatted(first.checkpoint(), split, Phrases.count(first.documents(), "document")));
    if (!all.isEmpty()) {
      lines.add(
          "minus the first: the run's nll per token minus that of "
              + first.run()
              + (all.stream().allMatch(each -> each.metric().equals("nll"))
                  ? ""
                  : " (of bits per byte where their tokens differ)")
              + ", paired over the same "
              + all.getFirst().over()
              + "; negative: the run is better");
      lines.add(
          "p (Holm): how often chance alone gives such a difference, corrected for "
              + Phrases.count(all.size(), "comparison"));
    }
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(Wrap.paragraph(line, width)));
    return text.toString();
  }

  private static String interval(@Nullable Interval ends) {
    return ends == null ? NONE : Figures.nats(ends.low()) + " to " + Figures.nats(ends.high());
  }
}
