package org.isotopelm.cli.console;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The line at the foot of a terminal that says what goes on. It is drawn again twice a second,
 * shows as many of its parts as the terminal has room for, and makes room for lines that stay.
 */
final class StatusLine {
  private static final long MILLISECONDS = 500;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream err;
  private final int columns;
  private @Nullable Supplier<List<String>> parts;
  private @Nullable Thread clock;

  /**
   * Shows nothing yet.
   *
   * @param columns of the terminal
   */
  StatusLine(PrintStream err, int columns) {
    this.err = err;
    this.columns = columns;
  }

  /**
   * Shows a line until {@link #hide}.
   *
   * @param wanted its parts, the most important first; asked from another thread
   */
  synchronized void show(Supplier<List<String>> wanted) {
    parts = wanted;
    draw();
    if (clock == null) {
      clock = Thread.ofPlatform().daemon().name("status").start(this::tick);
    }
  }

  /** Ends the line, and leaves nothing of it. */
  synchronized void hide() {
    if (clock != null) {
      clock.interrupt();
      clock = null;
    }
    if (parts != null) {
      parts = null;
      err.print(CLEAR);
      err.flush();
    }
  }

  /** Prints above the line. */
  synchronized void above(Runnable print) {
    if (parts != null) {
      err.print(CLEAR);
    }
    print.run();
    draw();
  }

  private void tick() {
    try {
      while (true) {
        Thread.sleep(MILLISECONDS);
        redraw();
      }
    } catch (InterruptedException hidden) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void redraw() {
    if (!Thread.currentThread().isInterrupted()) {
      draw();
    }
  }

  private void draw() {
    if (parts != null) {
      err.print(CLEAR + fitting(parts.get(), columns - 1));
      err.flush();
    }
  }

  /** The parts that fit side by side, in their order; the first is cut where even it does not. */
  static String fitting(List<String> parts, int room) {
    StringBuilder line = new StringBuilder();
    for (String part : parts) {
      String more = line.isEmpty() ? part : "; " + part;
      if (line.isEmpty() || width(line) + width(more) <= room) {
        line.append(more);
      }
    }
    return width(line) <= room
        ? line.toString()
        : line.substring(0, line.offsetByCodePoints(0, room));
  }

  private static int width(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
