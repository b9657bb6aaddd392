package org.isotopelm.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.report.CurveData.Column;
import org.isotopelm.report.Svg.Anchor;
import org.isotopelm.report.Svg.Spot;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.study.comparison.StudyResult;
import org.isotopelm.study.comparison.StudyResult.OpponentResult;
import org.isotopelm.study.comparison.StudyResult.Scores;
import org.isotopelm.study.trial.Metric;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * The picture of a study: nll and perplexity, or bits per byte, over λ, held out and trained on, on
 * a card of its own so that it reads on light and dark pages.
 */
final class Curve {
  static final String FILE = "curve.svg";

  private static final int WIDTH = 840;
  private static final int HEIGHT = 560;
  private static final double LEFT = 84;
  private static final double RIGHT = WIDTH - 84;
  private static final double TOP = 136;
  private static final double BOTTOM = HEIGHT - 82;
  private static final double MIDDLE = (TOP + BOTTOM) / 2;
  private static final double GAP = 12;
  private static final double OPPONENTS = 320;

  private final StudyOutcome outcome;
  private final StudyResult result;
  private final CurveData data;
  private final StudyMarks marks;
  private final double slot;
  private final double plotRight;
  private final Horizontal horizontal;
  private final Extent upright;
  private final Svg svg;

  private Curve(StudyOutcome outcome, CurveData data) {
    this.outcome = outcome;
    this.result = outcome.result();
    this.data = data;
    marks = StudyMarks.of(outcome.findings());
    slot = slot(data.opponents());
    plotRight = data.opponents().isEmpty() ? RIGHT : RIGHT - GAP - slot * data.opponents().size();
    horizontal =
        new Horizontal(data.columns().stream().map(Column::value).toList(), LEFT, plotRight);
    upright = data.extent();
    svg = new Svg(WIDTH, HEIGHT, title(), result.conclusion(), CurveStyle.SHEET);
  }

  /** The picture as SVG; where no point came to an end, a card that says so. */
  static String of(StudyOutcome outcome) {
    CurveData data = CurveData.of(outcome);
    return data.columns().isEmpty() ? empty(outcome) : new Curve(outcome, data).draw();
  }

  private static String empty(StudyOutcome outcome) {
    String words =
        outcome.trials().isEmpty() ? "Nothing was trained" : "No training came to its end";
    Svg svg = new Svg(WIDTH, HEIGHT, words, outcome.result().conclusion(), CurveStyle.SHEET);
    svg.rectangle("card", new Spot(0.5, 0.5), WIDTH - 1, HEIGHT - 1, 10);
    svg.text("title", new Spot(WIDTH / 2.0, HEIGHT / 2.0), Anchor.MIDDLE, words);
    return svg.toString();
  }

  private String draw() {
    frame();
    band();
    verticalAxes();
    horizontalAxis();
    opponents();
    folds();
    means();
    marks();
    new Legend(svg, data.connected(), showsFolds(), withError() != null, showsNll()).draw();
    return svg.toString();
  }

  /** The width that an opponent's name needs, within what all may have together. */
  private static double slot(List<OpponentResult> opponents) {
    int longest = opponents.stream().mapToInt(opponent -> opponent.name().length()).max().orElse(0);
    return Math.min(Math.max(70, 16 + 7.2 * longest), OPPONENTS / Math.max(1, opponents.size()));
  }

  private String title() {
    return "Held-out %s over %s"
        .formatted(
            showsNll() ? "perplexity" : data.metric().figure(),
            isLambda() ? "weight decay" : data.dimension());
  }

  private boolean showsNll() {
    return data.metric() == Metric.NLL;
  }

  private boolean isLambda() {
    return outcome.plan().space().lambdas().contains(data.dimension());
  }

  private void frame() {
    svg.rectangle("card", new Spot(0.5, 0.5), WIDTH - 1, HEIGHT - 1, 10);
    svg.text("title", new Spot(30, 40), Anchor.START, title());
    int folds = outcome.plan().spec().folds();
    int seeds = outcome.plan().spec().seeds();
    String cells =
        (folds == 1 ? "validation split" : folds + " folds")
            + " × "
            + seeds
            + (seeds == 1 ? " seed" : " seeds");
    String others = data.others() ? "; the best of the other dimensions at each value" : "";
    String cut = upright.isCut() ? "; ↑: off the scale" : "";
    svg.text(
        "",
        new Spot(30, 62),
        Anchor.START,
        Path.of(result.study()).getFileName() + " · " + cells + others + cut);
  }

  private void verticalAxes() {
    double length = upright.high() - upright.low();
    List<Double> ticks = Ticks.linear(upright.low(), upright.high());
    int places = (int) Math.max(0, -Math.floor(Math.log10(Ticks.step(length))));
    for (double tick : ticks) {
      svg.line("grid", new Spot(LEFT, y(tick)), new Spot(RIGHT, y(tick)));
      svg.text("", new Spot(LEFT - 10, y(tick) + 4.5), Anchor.END, Figures.fixed(tick, places));
    }
    svg.turned(
        "label",
        new Spot(30, MIDDLE),
        -90,
        showsNll() ? "nll, nats per token" : data.metric().unit());
    if (showsNll()) {
      perplexityAxis();
    }
  }

  private void perplexityAxis() {
    for (double tick : perplexities()) {
      double at = y(Math.log(tick));
      svg.line("axis", new Spot(RIGHT, at), new Spot(RIGHT + 5, at));
      svg.text("", new Spot(RIGHT + 10, at + 4.5), Anchor.START, Figures.value(tick));
    }
    svg.line("axis", new Spot(RIGHT, TOP), new Spot(RIGHT, BOTTOM));
    svg.turned("label", new Spot(WIDTH - 24, MIDDLE), 90, "perplexity");
  }

  private List<Double> perplexities() {
    double least = Math.exp(upright.low());
    double most = Math.exp(upright.high());
    return most / least > 8 ? Ticks.logarithmic(least, most) : Ticks.linear(least, most);
  }

  private void horizontalAxis() {
    svg.line("axis", new Spot(LEFT, BOTTOM), new Spot(plotRight, BOTTOM));
    for (Horizontal.Tick tick : horizontal.ticks()) {
      svg.line("axis", new Spot(tick.x(), BOTTOM), new Spot(tick.x(), BOTTOM + 5));
      svg.text("", new Spot(tick.x(), BOTTOM + 21), Anchor.MIDDLE, tick.label());
    }
    if (horizontal.hasBreak()) {
      double x = horizontal.breakAt();
      svg.line("gap", new Spot(x - 1, BOTTOM), new Spot(x + 5, BOTTOM));
      for (double side : new double[] {-2, 4}) {
        svg.line("axis", new Spot(x + side - 3, BOTTOM + 6), new Spot(x + side + 3, BOTTOM - 6));
      }
    }
    String kind =
        Stream.of(isLambda() ? "weight decay λ" : "", horizontal.isLog() ? "log scale" : "")
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(", "));
    svg.text(
        "label",
        new Spot((LEFT + plotRight) / 2, BOTTOM + 48),
        Anchor.MIDDLE,
        data.dimension() + (kind.isEmpty() ? "" : " (" + kind + ")"));
  }

  /** The band in which a point is within one standard error of the best. */
  private void band() {
    Column best = withError();
    if (best != null) {
      double y = y(best.figure() + data.error(best.point().scores()));
      svg.rectangle("band", new Spot(LEFT, y), plotRight - LEFT, y(best.figure()) - y, 0);
    }
  }

  /** The best, if its standard error is known. */
  private @Nullable Column withError() {
    Column best = column(Mark.BEST);
    return best == null || data.error(best.point().scores()) == 0 ? null : best;
  }

  private void opponents() {
    double x = plotRight + GAP + slot / 2;
    for (OpponentResult opponent : data.opponents()) {
      double nll = data.held(opponent.scores());
      offScale(x, nll);
      svg.line("opponent-line", new Spot(LEFT, y(nll)), new Spot(x, y(nll)));
      errorBar("opponent-bar", x, opponent.scores());
      svg.diamond("opponent", new Spot(x, y(nll)), 6.5);
      svg.line("axis", new Spot(x - slot / 2, BOTTOM), new Spot(x + slot / 2, BOTTOM));
      svg.text("", new Spot(x, BOTTOM + 21), Anchor.MIDDLE, opponent.name());
      x += slot;
    }
    if (!data.opponents().isEmpty()) {
      svg.text(
          "label",
          new Spot((plotRight + GAP + RIGHT) / 2, BOTTOM + 48),
          Anchor.MIDDLE,
          data.opponents().size() == 1 ? "opponent" : "opponents");
    }
  }

  private void folds() {
    if (!showsFolds()) {
      return;
    }
    for (Map<Object, Double> fold : data.folds()) {
      List<Spot> spots = new ArrayList<>();
      for (Column column : data.columns()) {
        Double nll = fold.get(column.value());
        if (nll != null) {
          spots.add(new Spot(horizontal.at(column.value()), y(nll)));
        }
      }
      svg.polyline("fold", spots);
    }
  }

  private boolean showsFolds() {
    return data.connected() && data.folds().size() > 1;
  }

  private void means() {
    List<Spot> train = spots(data::train);
    List<Spot> checkpoint = spots(data::checkpoint);
    List<Spot> held = spots(data::held);
    if (data.connected()) {
      svg.polyline("train", train);
      svg.polyline("checkpoint", checkpoint);
      svg.polyline("held", held);
    }
    train.forEach(spot -> svg.square("train-dot", spot, 4.5));
    data.columns()
        .forEach(column -> errorBar("bar", horizontal.at(column.value()), column.point().scores()));
    checkpoint.forEach(spot -> svg.circle("checkpoint-dot", spot, 3.6));
    held.forEach(spot -> svg.circle("held-dot", spot, 5.5));
    data.columns().forEach(column -> offScale(horizontal.at(column.value()), column.figure()));
  }

  private List<Spot> spots(Function<Scores, @Nullable Double> figure) {
    List<Spot> spots = new ArrayList<>();
    for (Column column : data.columns()) {
      Double nll = figure.apply(column.point().scores());
      if (nll != null && !nll.isNaN()) {
        spots.add(new Spot(horizontal.at(column.value()), y(nll)));
      }
    }
    return spots;
  }

  /** Says what stands at the upper end because it lies far above. */
  private void offScale(double x, double nll) {
    if (nll > upright.high()) {
      svg.text("mark", new Spot(x, TOP - 5), Anchor.MIDDLE, "↑ " + Phrases.figure(nll));
    }
  }

  private void errorBar(String look, double x, Scores scores) {
    double nll = data.held(scores);
    if (data.error(scores) > 0) {
      double upper = y(nll + data.error(scores));
      double lower = y(nll - data.error(scores));
      svg.line(look, new Spot(x, upper), new Spot(x, lower));
      svg.line(look, new Spot(x - 4, upper), new Spot(x + 4, upper));
      svg.line(look, new Spot(x - 4, lower), new Spot(x + 4, lower));
    }
  }

  private void marks() {
    Column best = column(Mark.BEST);
    Column simple = column(Mark.SIMPLE);
    if (best != null) {
      mark(best, best.equals(simple) ? "best, and within one s.e." : "best", 1);
    }
    if (simple != null && !simple.equals(best)) {
      mark(simple, "within one s.e.", -1);
    }
  }

  /** Rings a point and names it, below for a side of 1, above for -1. */
  private void mark(Column column, String words, int side) {
    Spot spot = new Spot(horizontal.at(column.value()), y(column.figure()));
    svg.circle("ring", spot, 9.5);
    double end = y(column.figure() - side * data.error(column.point().scores()));
    double clear = Math.max(side * (end - spot.y()), 9.5);
    String name = words + ": " + Figures.value(column.value());
    double half = 3.8 * name.length();
    double x = Math.clamp(spot.x(), LEFT + half, Math.max(LEFT + half, plotRight - half));
    svg.text("mark", new Spot(x, spot.y() + side * (clear + 12) + 4.5), Anchor.MIDDLE, name);
  }

  private @Nullable Column column(Mark mark) {
    return data.columns().stream()
        .filter(column -> marks.has(column.point().values(), mark))
        .findFirst()
        .orElse(null);
  }

  private double y(double nll) {
    double above = upright.nearest(nll) - upright.low();
    return BOTTOM - above / (upright.high() - upright.low()) * (BOTTOM - TOP);
  }
}
