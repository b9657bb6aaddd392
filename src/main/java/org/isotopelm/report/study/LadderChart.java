package org.isotopelm.report.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Chart.Bar;
import org.isotopelm.report.chart.Chart.Beyond;
import org.isotopelm.report.chart.Chart.Fact;
import org.isotopelm.report.chart.Chart.Flag;
import org.isotopelm.report.chart.Chart.LegendKey;
import org.isotopelm.report.chart.Chart.Level;
import org.isotopelm.report.chart.Chart.Stroke;
import org.isotopelm.report.chart.ChartAxis;
import org.isotopelm.report.chart.ChartScale;
import org.isotopelm.report.chart.Extent;
import org.isotopelm.report.chart.LineLook;
import org.isotopelm.report.run.Facts;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;

/** The difference of each final model to the single one, on the test split. */
final class LadderChart {
  private LadderChart() {}

  static Chart of(ModelUse use) {
    List<LadderRow> rows =
        LadderRow.of(use).stream().filter(row -> row.difference() != null || row.made()).toList();
    ChartAxis across = ChartScale.of(rows.stream().map(LadderRow::shortly), false).axis("");
    List<Chart.Line> lines =
        Stream.of(
                line(rows, LineLook.OTHER, row -> !row.made()),
                line(rows, LineLook.HELD, LadderRow::made))
            .filter(line -> !line.x().isEmpty())
            .toList();
    List<Bar> bars =
        IntStream.range(0, rows.size())
            .filter(i -> !rows.get(i).ci95().isEmpty())
            .mapToObj(i -> bar(i, rows.get(i)))
            .toList();
    Extent extent =
        Extent.of(
            rows.stream().map(LadderChart::difference).toList(),
            bars.stream().flatMap(bar -> Stream.of(bar.low(), bar.high())).toList());
    List<Beyond> beyond =
        IntStream.range(0, rows.size())
            .filter(i -> extent.isBelow(difference(rows.get(i))))
            .mapToObj(i -> new Beyond(i, Phrases.figure(difference(rows.get(i)))))
            .toList();
    return new Chart(
        "ladder",
        "Difference to the single model on the test split",
        "Below 0 is better than one training of the chosen point. Each model is compared with it on the same documents, so that what makes one document harder than another cancels out. Bars are 95 % intervals from a bootstrap over documents.",
        "Difference of each final model to the single model.",
        300,
        lines.size() < 2
            ? List.of()
            : List.of(
                new LegendKey(LineLook.HELD, Stroke.POINTS, "made of the chosen point"),
                new LegendKey(LineLook.OTHER, Stroke.POINTS, "beside them")),
        across,
        ChartAxis.upright("nats per token", extent),
        null,
        lines,
        List.of(),
        bars,
        List.of(),
        List.of(new Level(LineLook.MARK, 0)),
        flags(rows),
        beyond,
        IntStream.range(0, rows.size())
            .mapToObj(i -> new Chart.Stop(i, rows.get(i).name(), facts(rows.get(i))))
            .toList());
  }

  private static double difference(LadderRow row) {
    return Objects.requireNonNullElse(row.difference(), 0.0);
  }

  private static Chart.Line line(List<LadderRow> rows, LineLook look, Predicate<LadderRow> which) {
    List<Integer> places =
        IntStream.range(0, rows.size()).filter(i -> which.test(rows.get(i))).boxed().toList();
    return new Chart.Line(
        look,
        Stroke.POINTS,
        "",
        places.stream().map(Integer::doubleValue).toList(),
        places.stream().map(i -> difference(rows.get(i))).toList());
  }

  private static Bar bar(int place, LadderRow row) {
    LineLook look = row.made() ? LineLook.HELD : LineLook.OTHER;
    return new Bar(look, place, row.ci95().getFirst(), row.ci95().getLast());
  }

  private static List<Flag> flags(List<LadderRow> rows) {
    return IntStream.range(0, rows.size())
        .filter(i -> rows.get(i).recommended())
        .mapToObj(i -> new Flag(i, difference(rows.get(i)), "recommended"))
        .toList();
  }

  private static List<Fact> facts(LadderRow row) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("nll", Figures.nats(row.nll())));
    facts.add(new Fact("bits per byte", Figures.nats(row.bits())));
    if (row.difference() != null) {
      facts.add(new Fact("difference", Facts.signed(row.difference())));
    }
    if (!row.ci95().isEmpty()) {
      facts.add(
          new Fact(
              "95 % interval",
              Facts.signed(row.ci95().getFirst()) + " to " + Facts.signed(row.ci95().getLast())));
    }
    if (row.pHolm() != null) {
      facts.add(new Fact("p (Holm)", Figures.p(row.pHolm())));
    }
    if (row.bytes() != null) {
      facts.add(new Fact("on disk", Figures.bytes(row.bytes())));
    }
    if (row.rate() != null) {
      facts.add(new Fact("tokens a second", Figures.rate(row.rate())));
    }
    return facts;
  }
}
