package org.isotopelm.survey;

import java.lang.Character.UnicodeScript;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each character stands in a text. */
final class CharacterFigures {
  private final long[] plain = new long[1 << 16];
  private final Map<Integer, Long> beyond = new HashMap<>();

  void add(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
        beyond.merge(text.codePointAt(i++), 1L, Long::sum);
      } else {
        plain[c]++;
      }
    }
  }

  /** What is done with each character that the text has. */
  @FunctionalInterface
  private interface Each {
    void accept(int codePoint, long count);
  }

  private void forEach(Each each) {
    for (int c = 0; c < plain.length; c++) {
      if (plain[c] > 0) {
        each.accept(c, plain[c]);
      }
    }
    beyond.forEach(each::accept);
  }

  int distinct() {
    int[] sum = new int[1];
    forEach((c, count) -> sum[0]++);
    return sum[0];
  }

  /** Shares of the letters by the Unicode name of their script, the largest first. */
  Map<String, Double> scripts() {
    Map<UnicodeScript, Long> counts = new EnumMap<>(UnicodeScript.class);
    forEach(
        (c, count) -> {
          if (Character.isLetter(c)) {
            counts.merge(UnicodeScript.of(c), count, Long::sum);
          }
        });
    double letters = counts.values().stream().mapToLong(Long::longValue).sum();
    Map<String, Double> shares = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(each -> shares.put(each.getKey().name(), each.getValue() / letters));
    return shares;
  }
}
