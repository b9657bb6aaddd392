package org.isotopelm.token.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.isotopelm.math.Team;
import org.isotopelm.text.Texts;

/**
 * Counts the pieces of texts on all processors. Long texts are divided between a letter and a
 * blank, where every cutter cuts.
 */
public final class PieceCounter {
  private static final int CHUNK = 1 << 16;
  private static final int BATCH = 1 << 21;

  /** Cuts a text into pieces, and counts them. */
  @FunctionalInterface
  public interface Cutter {
    /**
     * @param text may be a part of a longer one, of which the next part begins with a blank, and
     *     this one ends with a letter or digit
     */
    void cut(String text, CountedPieces pieces);
  }

  private final Cutter cutter;
  private final Team team;
  private final CountedPieces[] counts;
  private final List<String> batch = new ArrayList<>();
  private int characters;

  private PieceCounter(Cutter cutter, Team team) {
    this.cutter = cutter;
    this.team = team;
    counts = new CountedPieces[team.threads()];
    for (int t = 0; t < counts.length; t++) {
      counts[t] = new CountedPieces();
    }
  }

  /** The pieces of all texts, in an order that is left to chance. */
  public static CountedPieces count(Texts texts, Cutter cutter) {
    return count(texts, cutter, Runtime.getRuntime().availableProcessors());
  }

  static CountedPieces count(Texts texts, Cutter cutter, int threads) {
    try (Team team = new Team(threads)) {
      PieceCounter counter = new PieceCounter(cutter, team);
      texts.forEach(text -> divide(text, counter::keep));
      counter.finishBatch();
      CountedPieces all = counter.counts[0];
      for (int t = 1; t < threads; t++) {
        all.addAll(counter.counts[t]);
      }
      return all;
    }
  }

  /** Divides a text into parts whose pieces together are its own. */
  public static void divide(String text, Consumer<String> parts) {
    int start = 0;
    while (text.length() - start > CHUNK) {
      int end = border(text, start + CHUNK);
      parts.accept(text.substring(start, end));
      start = end;
    }
    parts.accept(text.substring(start));
  }

  private void keep(String part) {
    batch.add(part);
    characters += part.length();
    if (characters >= BATCH) {
      finishBatch();
    }
  }

  private void finishBatch() {
    team.run(batch.size(), (task, thread) -> cutter.cut(batch.get(task), counts[thread]));
    batch.clear();
    characters = 0;
  }

  /** The first place from {@code from} on where a blank follows a letter or digit. */
  private static int border(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == ' ' && Character.isLetterOrDigit(text.charAt(i - 1))) {
        return i;
      }
    }
    return text.length();
  }
}
