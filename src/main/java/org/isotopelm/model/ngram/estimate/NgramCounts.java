package org.isotopelm.model.ngram.estimate;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.math.Team;
import org.isotopelm.model.ngram.NgramTable;

/**
 * Counts the n-grams of a text, order by order. An n-gram at a place of the text is found by two
 * numbers: the node of its context, which the order below has found there, and its last token. So
 * all n-grams of an order are sorted as pairs of numbers, however long they are.
 */
final class NgramCounts {
  /** Where the text has no n-gram of an order. */
  private static final int NONE = NgramTable.ROOT;

  private final Scratch scratch;
  private final int vocabulary;
  private final Sorter byNgram;
  private final Sorter byPlace;
  private final Sorter bySuffix;

  /** The text as nodes of unigrams, with {@code <s>} before each document. */
  private final IntColumn text;

  private final List<Level> levels = new ArrayList<>();

  private NgramCounts(IntColumn text, int vocabulary, Scratch scratch, Team team, long bytes) {
    this.text = text;
    this.vocabulary = vocabulary;
    this.scratch = scratch;
    byNgram = new Sorter(scratch, team, bytes / 2, text.size(), 0, true);
    byPlace = new Sorter(scratch, team, bytes / 4, text.size(), Integer.SIZE, false);
    bySuffix = new Sorter(scratch, team, bytes / 4, text.size(), 0, false);
  }

  /**
   * All n-grams up to an order, the shortest first.
   *
   * @param bytes for sorting
   */
  static List<Level> count(NgramText words, int order, Scratch scratch, Team team, long bytes) {
    IntColumn text = column(words, scratch);
    NgramCounts counts = new NgramCounts(text, words.vocabulary(), scratch, team, bytes);
    counts.unigrams();
    IntColumn places = text;
    for (int k = 2; k <= order; k++) {
      IntColumn longer = new IntColumn(scratch);
      counts.level(k, places, longer, k < order);
      if (places != text) {
        places.close();
      }
      places = longer.finish();
    }
    places.close();
    text.close();
    return counts.levels;
  }

  private static IntColumn column(NgramText text, Scratch scratch) {
    IntColumn column = new IntColumn(scratch);
    int[] buffer = new int[Scratch.BLOCK];
    for (long from = 0; from < text.size(); from += buffer.length) {
      int n = (int) Math.min(buffer.length, text.size() - from);
      text.copy(from, buffer, n);
      for (int i = 0; i < n; i++) {
        column.add(buffer[i]);
      }
    }
    return column.finish();
  }

  private void unigrams() {
    int[] counts = new int[vocabulary + 2];
    IntColumn.Reader reader = text.reader();
    while (reader.hasNext()) {
      counts[reader.next()]++;
    }
    IntColumn all = new IntColumn(scratch);
    for (int node = 1; node <= vocabulary + 1; node++) {
      all.add(counts[node]);
    }
    levels.add(Level.ofUnigrams(vocabulary, all.finish(), scratch));
  }

  /**
   * Counts the n-grams of one order.
   *
   * @param shorter [text] the nodes of the n-grams of the order below, where they begin
   * @param longer gets the same of this order
   * @param needed whether a higher order will be counted
   */
  private void level(int order, IntColumn shorter, IntColumn longer, boolean needed) {
    collect(order, shorter);
    Level below = levels.getLast();
    Level level =
        new Level(
            order,
            below.end(),
            0,
            new IntColumn(scratch),
            new IntColumn(scratch),
            new IntColumn(scratch),
            new IntColumn(scratch),
            new IntColumn(scratch),
            new IntColumn(scratch));
    int beginsDocument = scan(level, below.beginsDocument(), needed);
    if (needed) {
      places(longer);
    }
    bySuffix(level, below);
    levels.add(
        new Level(
            order,
            level.begin(),
            beginsDocument,
            level.contexts().finish(),
            level.tokens().finish(),
            level.suffixes().finish(),
            level.counts().finish(),
            level.bySuffix().finish(),
            level.continuations().finish()));
  }

  /** Hands the n-grams at all places to the sorter. */
  private void collect(int order, IntColumn shorter) {
    IntColumn.Reader contexts = shorter.reader();
    IntColumn.Reader tokens = text.reader();
    for (int i = 1; i < order && tokens.hasNext(); i++) {
      tokens.next();
    }
    int context = contexts.hasNext() ? contexts.next() : NONE;
    for (int place = 0; tokens.hasNext(); place++) {
      int token = tokens.next() - 1;
      int suffix = contexts.next();
      if (context != NONE && token != vocabulary) {
        byNgram.add((long) context << Integer.SIZE | token, (long) suffix << Integer.SIZE | place);
      }
      context = suffix;
    }
  }

  /** Numbers the n-grams in their order, and returns the first that begins with {@code <s>}. */
  private int scan(Level level, int contextBeginsDocument, boolean needed) {
    Sorter.Sorted sorted = byNgram.sorted();
    long last = -1;
    int node = level.begin() - 1;
    int count = 0;
    int beginsDocument = -1;
    while (sorted.next()) {
      long key = sorted.key();
      long payload = sorted.payload();
      if (key != last) {
        if (count > 0) {
          level.counts().add(count);
        }
        count = 0;
        last = key;
        node = Level.requireRoom(node) + 1;
        int context = (int) (key >>> Integer.SIZE);
        if (beginsDocument < 0 && context >= contextBeginsDocument) {
          beginsDocument = node;
        }
        begin(level, node, key, payload);
      }
      count++;
      if (needed) {
        byPlace.add(payload << Integer.SIZE | node);
      }
    }
    if (count > 0) {
      level.counts().add(count);
    }
    return beginsDocument < 0 ? node + 1 : beginsDocument;
  }

  private void begin(Level level, int node, long key, long payload) {
    int suffix = (int) (payload >>> Integer.SIZE);
    level.contexts().add((int) (key >>> Integer.SIZE));
    level.tokens().add((int) key);
    level.suffixes().add(suffix);
    bySuffix.add((long) suffix << Integer.SIZE | node);
  }

  /** The nodes in the order of the text. */
  private void places(IntColumn longer) {
    Sorter.Sorted sorted = byPlace.sorted();
    int place = 0;
    while (sorted.next()) {
      int next = (int) (sorted.key() >>> Integer.SIZE);
      for (; place < next; place++) {
        longer.add(NONE);
      }
      longer.add((int) sorted.key());
      place++;
    }
    for (; place < text.size(); place++) {
      longer.add(NONE);
    }
  }

  /** The nodes in the order of their suffixes, and how many there are of each suffix. */
  private void bySuffix(Level level, Level below) {
    Sorter.Sorted sorted = bySuffix.sorted();
    int suffix = below.begin();
    int count = 0;
    while (sorted.next()) {
      int next = (int) (sorted.key() >>> Integer.SIZE);
      for (; suffix < next; suffix++) {
        level.continuations().add(count);
        count = 0;
      }
      level.bySuffix().add((int) sorted.key());
      count++;
    }
    for (; suffix < below.end(); suffix++) {
      level.continuations().add(count);
      count = 0;
    }
  }
}
