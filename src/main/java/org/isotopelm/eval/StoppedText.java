package org.isotopelm.eval;

import java.util.List;
import java.util.function.Consumer;

/**
 * Passes a text on, piece by piece, up to the first of several strings. It holds back what may be
 * the beginning of one.
 */
final class StoppedText {
  private final List<String> stops;
  private final Consumer<String> out;
  private String held = "";
  private boolean stopped;

  /**
   * @param stops none of them empty
   */
  StoppedText(List<String> stops, Consumer<String> out) {
    this.stops = List.copyOf(stops);
    this.out = out;
  }

  /** Takes the next piece; whether there may be more. */
  boolean add(String piece) {
    if (stopped) {
      return false;
    }
    String text = held + piece;
    int end = firstStop(text);
    stopped = end >= 0;
    int passed = stopped ? end : text.length() - begun(text);
    pass(text.substring(0, passed));
    held = stopped ? "" : text.substring(passed);
    return !stopped;
  }

  /** No piece follows, so what is held back is no stop string. */
  void end() {
    pass(held);
    held = "";
  }

  /** Whether a stop string was found. */
  boolean stopped() {
    return stopped;
  }

  private void pass(String text) {
    if (!text.isEmpty()) {
      out.accept(text);
    }
  }

  /** Where the first stop string begins; -1 if there is none. */
  private int firstStop(String text) {
    return stops.stream().mapToInt(text::indexOf).filter(at -> at >= 0).min().orElse(-1);
  }

  /** The length of the longest end of the text that begins a stop string. */
  private int begun(String text) {
    return stops.stream().mapToInt(stop -> begun(text, stop)).max().orElse(0);
  }

  private static int begun(String text, String stop) {
    int length = Math.min(text.length(), stop.length() - 1);
    while (!text.endsWith(stop.substring(0, length))) {
      length--;
    }
    return length;
  }
}
