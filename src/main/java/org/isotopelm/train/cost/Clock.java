package org.isotopelm.train.cost;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Times work on this thread, with and without the waiting for a processor. */
final class Clock {
  /**
   * A time in seconds.
   *
   * @param alone what the thread's processor spent on it
   * @param wall what passed, the waiting for a processor included
   */
  record Span(double alone, double wall) {}

  private Clock() {}

  static Span of(Runnable work) {
    long alone = processor();
    long wall = System.nanoTime();
    work.run();
    double passed = (System.nanoTime() - wall) * 1e-9;
    // The processor's clock may tick in milliseconds, and never counts more than what passed.
    return new Span(Math.min(passed, (processor() - alone) * 1e-9), passed);
  }

  static Span median(List<Span> spans) {
    return new Span(median(spans, Span::alone), median(spans, Span::wall));
  }

  private static double median(List<Span> spans, ToDoubleFunction<Span> figure) {
    return spans.stream()
        .sorted(Comparator.comparingDouble(figure))
        .skip(spans.size() / 2)
        .findFirst()
        .map(figure::applyAsDouble)
        .orElseThrow();
  }

  private static long processor() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
