package org.isotopelm.train.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ClockTest {
  @Test
  void of_workThatWaits_countsTheWaitingAsWallTimeOnly() {
    AtomicInteger done = new AtomicInteger();
    Clock.Span span =
        Clock.of(
            () -> {
              LockSupport.parkNanos(20_000_000);
              done.incrementAndGet();
            });
    assertThat(done).hasValue(1);
    assertThat(span.alone()).isNotNegative().isLessThanOrEqualTo(span.wall());
  }

  @Test
  void median_ofSpans_isOfEachFigureByItself() {
    List<Clock.Span> spans =
        List.of(new Clock.Span(1, 9), new Clock.Span(3, 4), new Clock.Span(2, 5));
    assertThat(Clock.median(spans)).isEqualTo(new Clock.Span(2, 5));
  }
}
