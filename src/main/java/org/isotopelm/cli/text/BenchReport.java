package org.isotopelm.cli.text;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.words.TextTable;
import org.isotopelm.words.Wrap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of {@code bench}.
 *
 * @param sgemm rates by kind of products
 */
public record BenchReport(
    String machine, double sgemmGflops, Map<String, Double> sgemm, List<BenchReport.Run> runs) {

  /** Milliseconds a step. */
  public record Milliseconds(double median, double min, double max) {}

  /**
   * A training.
   *
   * @param shareOfSgemm gflops over the machine's own sgemm rate
   * @param productsGflops rate of the products alone, at the model's own shapes
   * @param slower median milliseconds by the other products, null where there was no choice
   */
  public record Run(
      String name,
      int threads,
      Milliseconds msPerStep,
      double tokensPerSecond,
      double gflops,
      double shareOfSgemm,
      double productsGflops,
      long allocatedBytesPerStep,
      double firstStepSeconds,
      ProductsKind products,
      @Nullable Double slower,
      Map<String, Double> phases) {

    /** In one line, while the others are measured. */
    public String line() {
      ProductsKind other =
          products == ProductsKind.JAVA ? ProductsKind.OPENBLAS : ProductsKind.JAVA;
      String rest =
          slower == null ? "" : String.format(Locale.ROOT, "; %s %.2f", label(other), slower);
      return String.format(
          Locale.ROOT,
          "%-9s %8.2f ms a step (%s%s), %.0f GFLOP/s, %.0f %% of sgemm",
          name,
          msPerStep.median(),
          label(products),
          rest,
          gflops,
          100 * shareOfSgemm);
    }

    private List<String> row() {
      return List.of(
          name,
          format("%.2f", msPerStep.median()),
          format("%.2f", msPerStep.min()),
          format("%.2f", msPerStep.max()),
          format("%.0f", tokensPerSecond),
          format("%.0f", gflops),
          format("%.0f%%", 100 * shareOfSgemm),
          label(products),
          String.valueOf(allocatedBytesPerStep));
    }

    private String ofPhases() {
      List<String> times = new ArrayList<>();
      phases.forEach((phase, ms) -> times.add(phase + " " + format("%.2f", ms)));
      return "%s: %s; products at %s GFLOP/s"
          .formatted(name, String.join(", ", times), format("%.0f", productsGflops));
    }

    private static String format(String format, double value) {
      return String.format(Locale.ROOT, format, value);
    }
  }

  /** As configs write it. */
  public static String label(ProductsKind kind) {
    return kind == ProductsKind.JAVA ? "java" : "openblas";
  }

  /** {@code java 120 GFLOP/s, openblas 118 GFLOP/s}. */
  public static String rates(Map<String, Double> sgemm) {
    List<String> rates = new ArrayList<>();
    sgemm.forEach(
        (kind, rate) -> rates.add(String.format(Locale.ROOT, "%s %.0f GFLOP/s", kind, rate)));
    return String.join(", ", rates);
  }

  /** A table of all, and the phases of each, in lines of at most so many columns. */
  public void print(PrintStream out, int columns) {
    TextTable table =
        new TextTable()
            .words("training")
            .numbers("ms/step")
            .numbers("min", 2)
            .numbers("max", 3)
            .numbers("tokens/s")
            .numbers("GFLOP/s")
            .numbers("share")
            .words("products", 1)
            .numbers("bytes", 4);
    runs.forEach(run -> table.row(run.row()));
    Wrap.lines(machine + "; sgemm 1024³: " + rates(sgemm), columns).forEach(out::println);
    out.println();
    out.print(table.fitting(columns));
    out.printf("%nMilliseconds a step by phase, measured in a run of their own%n");
    runs.forEach(run -> out.print(Wrap.item(run.ofPhases(), columns)));
  }
}
