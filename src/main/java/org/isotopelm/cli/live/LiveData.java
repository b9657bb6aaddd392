package org.isotopelm.cli.live;

import java.time.Duration;
import java.util.function.Supplier;
import org.isotopelm.base.Json;
import org.isotopelm.report.run.ReportData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest figures of the work. They are made again while somebody looks, by one thread at a
 * time, and so seldom that they hardly slow the work down; while nobody looks, nothing is done.
 */
final class LiveData {
  private static final Logger LOG = LoggerFactory.getLogger(LiveData.class);

  /** Between two makings, also for many browsers. */
  private static final Duration PAUSE = Duration.ofMillis(400);

  /** A pause is at least this many times as long as what it follows: at most 5 % of a core. */
  private static final int REST = 19;

  /**
   * Figures at one time.
   *
   * @param number from 1; the newer the larger, the same for the same figures
   */
  record Version(long number, ReportData data, String json) {}

  private volatile @Nullable Supplier<? extends ReportData> source;
  private @Nullable Version newest;
  private long notBefore = System.nanoTime();
  private boolean failing;

  /** Where figures are from now on to be had, at any time and on any thread. */
  void source(Supplier<? extends ReportData> figures) {
    source = figures;
  }

  /**
   * The newest figures, null before the first.
   *
   * @param atOnce even if the last were made a moment ago
   */
  synchronized @Nullable Version newest(boolean atOnce) {
    Supplier<? extends ReportData> figures = source;
    if (figures != null && (atOnce || System.nanoTime() - notBefore >= 0)) {
      long begun = System.nanoTime();
      make(figures);
      long end = System.nanoTime();
      notBefore = end + Math.max(PAUSE.toNanos(), REST * (end - begun));
    }
    return newest;
  }

  private void make(Supplier<? extends ReportData> figures) {
    try {
      ReportData data = figures.get();
      String json = Json.mapper().writeValueAsString(data);
      if (newest == null || !newest.json().equals(json)) {
        newest = new Version(newest == null ? 1 : newest.number() + 1, data, json);
      }
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn(
            "the live page shows old figures because newer ones cannot be made: {}", e.toString());
      }
      failing = true;
    }
  }
}
