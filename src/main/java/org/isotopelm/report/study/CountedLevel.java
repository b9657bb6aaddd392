package org.isotopelm.report.study;

import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.report.chart.Chart;
import org.isotopelm.report.chart.Chart.LegendKey;
import org.isotopelm.report.chart.Chart.Ribbon;
import org.isotopelm.report.chart.Chart.Stroke;
import org.isotopelm.report.chart.ChartAxis;
import org.isotopelm.report.chart.Extent;
import org.isotopelm.report.chart.LineLook;

/**
 * The counted baseline in a curve: a line from side to side, within a band of its standard error.
 *
 * @param label what it is called
 * @param figure its mean
 * @param error its standard error; 0 where there is none
 */
record CountedLevel(String label, double figure, double error) {

  /** Of a study; none where it has no baseline. */
  static Stream<CountedLevel> of(CurveData data) {
    return Stream.ofNullable(data.counted())
        .map(
            counted ->
                new CountedLevel(
                    counted.label(), data.figure(counted.scores()), data.error(counted.scores())))
        .filter(level -> Double.isFinite(level.figure()));
  }

  /** Those of the band. */
  List<Double> ends() {
    return List.of(figure - error, figure + error);
  }

  boolean isWithin(Extent extent) {
    return extent.low() <= figure && figure <= extent.high();
  }

  Chart.Line line(ChartAxis across) {
    return new Chart.Line(
        LineLook.COUNTED, Stroke.PLAIN, "", ends(across), List.of(figure, figure));
  }

  Stream<Ribbon> ribbon(ChartAxis across) {
    return error == 0
        ? Stream.empty()
        : Stream.of(
            new Ribbon(
                LineLook.COUNTED,
                ends(across),
                List.of(figure - error, figure - error),
                List.of(figure + error, figure + error)));
  }

  LegendKey key() {
    return new LegendKey(
        LineLook.COUNTED, Stroke.PLAIN, label + (error == 0 ? "" : ", mean ± standard error"));
  }

  private static List<Double> ends(ChartAxis across) {
    return List.of(across.low(), across.high());
  }
}
