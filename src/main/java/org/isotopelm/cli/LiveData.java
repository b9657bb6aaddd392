package org.isotopelm.cli;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.isotopelm.Json;
import org.isotopelm.report.ReportData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest figures of what goes on. Who has them offers them and goes on at once; they are made
 * when somebody looks, one maker at a time, and seldom enough that the work beside it hardly notices.
 */
final class LiveData {
  private static final Logger LOG = LoggerFactory.getLogger(LiveData.class);

  /** Between two makings, also for many browsers. */
  private static final Duration PAUSE = Duration.ofMillis(400);

  /** A pause is this many times as long as what it follows: at most 5 % of a core. */
  private static final int REST = 19;

  /**
   * Figures at one time.
   *
   * @param number from 1; the newer the larger
   */
  record Version(long number, ReportData data, String json) {}

  private final AtomicReference<@Nullable Supplier<? extends ReportData>> offered =
      new AtomicReference<>();
  private @Nullable Version newest;
  private long notBefore = System.nanoTime();

  /** Keeps how to make newer figures; what was offered before and not looked at is dropped. */
  void offer(Supplier<? extends ReportData> figures) {
    offered.set(figures);
  }

  /**
   * The newest figures, null before the first.
   *
   * @param atOnce even if the last were made a moment ago
   */
  synchronized @Nullable Version newest(boolean atOnce) {
    if (atOnce || System.nanoTime() - notBefore >= 0) {
      Supplier<? extends ReportData> figures = offered.getAndSet(null);
      if (figures != null) {
        make(figures);
      }
    }
    return newest;
  }

  private void make(Supplier<? extends ReportData> figures) {
    long begun = System.nanoTime();
    try {
      ReportData data = figures.get();
      long number = newest == null ? 1 : newest.number() + 1;
      newest = new Version(number, data, Json.mapper().writeValueAsString(data));
    } catch (RuntimeException e) {
      LOG.warn("the live page keeps its figures: newer ones cannot be made ({})", e.toString());
    }
    long end = System.nanoTime();
    notBefore = end + Math.max(PAUSE.toNanos(), REST * (end - begun));
  }
}
