package org.isotopelm.bench;

import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Runs JMH, then prints nanoseconds a call, and GFLOP/s of products. */
public final class Bench {
  private Bench() {}

  /**
   * @param args as JMH's own
   */
  public static void main(String[] args) throws CommandLineOptionException, RunnerException {
    Collection<RunResult> runs = new Runner(new CommandLineOptions(args)).run();
    System.out.printf("%n%-32s %-24s %14s %9s%n", "", "", "ns/op", "GFLOP/s");
    for (RunResult run : runs) {
      print(run.getParams(), run.getPrimaryResult());
    }
  }

  private static void print(BenchmarkParams params, Result<?> result) {
    double nanos = 1e3 * result.getScore(); // all are measured in microseconds
    String shape = params.getParam("shape");
    String name = params.getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)$", "$1");
    System.out.printf(
        "%-32s %-24s %,14.0f %9s%n",
        name,
        params.getParamsKeys().stream().map(params::getParam).reduce("", (a, b) -> a + " " + b),
        nanos,
        shape == null ? "" : "%.1f".formatted(flop(shape) / nanos));
  }

  /** 2·m·n·k; the gradients' products are as large. */
  private static double flop(String shape) {
    double product = 2;
    for (String size : shape.split("x")) {
      product *= Integer.parseInt(size);
    }
    return product;
  }
}
