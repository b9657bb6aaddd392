package org.isotopelm.model.ngram.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.isotopelm.math.Team;
import org.isotopelm.model.ngram.NgramTable;

/**
 * Makes the levels of n-grams that were counted and sorted elsewhere; the same as {@link
 * NgramCounts}. As shorter n-grams begin the longer ones, one pass over these numbers the n-grams
 * of all orders. Their suffixes are then found order by order: the suffix of an n-gram is the
 * suffix of its context with its last token behind it.
 */
final class NgramLevels implements Consumer<byte[]> {
  /** The n-grams of an order while they are read; their contexts count from the first one. */
  private static final class Open {
    private final IntColumn contexts;
    private final IntColumn tokens;
    private final IntColumn counts;
    private int beginsDocument = -1;

    Open(Scratch scratch) {
      contexts = new IntColumn(scratch);
      tokens = new IntColumn(scratch);
      counts = new IntColumn(scratch);
    }

    int size() {
      return (int) tokens.size();
    }
  }

  private final int vocabulary;
  private final int order;
  private final Scratch scratch;
  private final int[] unigrams;

  /** From bigrams on. */
  private final List<Open> longer = new ArrayList<>();

  /** The n-gram that was read last, as nodes of unigrams. */
  private final int[] last;

  private int length;

  /** By length − 1: how often the n-grams occur with which it begins, as far as was read. */
  private final int[] counts;

  /** How many nodes there are, but for the root. */
  private int node;

  /**
   * All n-grams up to an order, the shortest first.
   *
   * @param bytes for sorting
   */
  static List<Level> of(
      NgramText text,
      int order,
      CountingPlace.Elsewhere place,
      Scratch scratch,
      Team team,
      long bytes) {
    NgramLevels levels = new NgramLevels(text.vocabulary(), order, scratch);
    place.counter().count(text, order, place.stop(), levels);
    return levels.levels(team, bytes);
  }

  private NgramLevels(int vocabulary, int order, Scratch scratch) {
    this.vocabulary = vocabulary;
    this.order = order;
    this.scratch = scratch;
    unigrams = new int[vocabulary + 2];
    node = vocabulary + 1;
    for (int k = 2; k <= order; k++) {
      longer.add(new Open(scratch));
    }
    last = new int[order];
    counts = new int[order];
  }

  /** Reads the next n-grams, as {@link SortedNgrams} has them. */
  @Override
  public void accept(byte[] sorted) {
    SortedNgrams.Reader reader = new SortedNgrams.Reader(sorted, order);
    while (reader.next()) {
      int[] ngram = reader.ngram();
      int shared = Arrays.mismatch(last, 0, length, ngram, 0, reader.length());
      shared = shared < 0 ? length : shared;
      end(shared);
      for (int i = shared; i < reader.length(); i++) {
        last[i] = ngram[i];
        length = i + 1;
        begin();
      }
      counts[length - 1] += reader.count();
    }
  }

  /** An n-gram is new: the last one that was read, as long as it is now. */
  private void begin() {
    if (length == 1) {
      return;
    }
    node = Level.requireRoom(node) + 1;
    Open level = longer.get(length - 2);
    if (level.beginsDocument < 0 && last[0] == vocabulary + 1) {
      level.beginsDocument = level.size();
    }
    level.contexts.add((length == 2 ? last[0] : longer.get(length - 3).size()) - 1);
    level.tokens.add(last[length - 1] - 1);
  }

  /** No more n-grams begin as the last one does, but for so many tokens. */
  private void end(int shared) {
    for (; length > shared; length--) {
      int count = counts[length - 1];
      counts[length - 1] = 0;
      if (length == 1) {
        unigrams[last[0]] = count;
      } else {
        longer.get(length - 2).counts.add(count);
        counts[length - 2] += count;
      }
    }
  }

  /** All that was read. */
  private List<Level> levels(Team team, long bytes) {
    end(0);
    List<Level> levels = new ArrayList<>();
    levels.add(unigrams());
    long most = longer.stream().mapToLong(Open::size).max().orElse(0);
    Sorter bySuffix = new Sorter(scratch, team, bytes * 2 / 3, most, 0, true);
    Sorter byNode = new Sorter(scratch, team, bytes / 3, most, Integer.SIZE, false);
    for (Open each : longer) {
      levels.add(new Suffixes(each, levels.getLast(), bySuffix, byNode).level());
    }
    return levels;
  }

  private Level unigrams() {
    IntColumn all = new IntColumn(scratch);
    for (int node = 1; node <= vocabulary + 1; node++) {
      all.add(unigrams[node]);
    }
    return Level.ofUnigrams(vocabulary, all.finish(), scratch);
  }

  /** Finds the suffixes of the n-grams of one order. */
  private final class Suffixes {
    private final Open open;
    private final Level below;
    private final Sorter bySuffix;
    private final Sorter byNode;
    private final Level level;

    Suffixes(Open open, Level below, Sorter bySuffix, Sorter byNode) {
      this.open = open;
      this.below = below;
      this.bySuffix = bySuffix;
      this.byNode = byNode;
      open.contexts.finish();
      open.tokens.finish();
      int size = open.size();
      level =
          new Level(
              below.order() + 1,
              below.end(),
              below.end() + (open.beginsDocument < 0 ? size : open.beginsDocument),
              new IntColumn(scratch),
              open.tokens,
              new IntColumn(scratch),
              open.counts.finish(),
              new IntColumn(scratch),
              new IntColumn(scratch));
    }

    Level level() {
      collect();
      join();
      Sorter.Sorted sorted = byNode.sorted();
      while (sorted.next()) {
        level.suffixes().add((int) sorted.key());
      }
      level.suffixes().finish();
      return level;
    }

    /** Hands each n-gram to the sorter, by the suffix of its context and its token. */
    private void collect() {
      IntColumn.Reader contexts = open.contexts.reader();
      IntColumn.Reader tokens = open.tokens.reader();
      IntColumn.Reader suffixes = below.suffixes().reader();
      int context = below.begin() - 1;
      long suffix = NgramTable.ROOT;
      for (int node = level.begin(); node < level.end(); node++) {
        int next = contexts.next() + below.begin();
        for (; context < next; context++) {
          suffix = below.order() == 1 ? NgramTable.ROOT : suffixes.next();
        }
        level.contexts().add(next);
        bySuffix.add(suffix << Integer.SIZE | tokens.next(), node);
      }
      level.contexts().finish();
      open.contexts.close();
    }

    /** Meets the n-grams of the order below, which are in the same order. */
    private void join() {
      Sorter.Sorted sorted = bySuffix.sorted();
      IntColumn.Reader contexts = below.contexts().reader();
      IntColumn.Reader tokens = below.tokens().reader();
      int suffix = below.begin() - 1;
      long key = -1;
      int count = 0;
      while (sorted.next()) {
        while (key != sorted.key()) {
          if (suffix >= below.begin()) {
            level.continuations().add(count);
          }
          count = 0;
          suffix++;
          key =
              below.order() == 1
                  ? suffix - 1
                  : (long) contexts.next() << Integer.SIZE | tokens.next();
        }
        count++;
        level.bySuffix().add((int) sorted.payload());
        byNode.add(sorted.payload() << Integer.SIZE | suffix);
      }
      for (suffix = Math.max(suffix, below.begin()); suffix < below.end(); suffix++) {
        level.continuations().add(count);
        count = 0;
      }
      level.bySuffix().finish();
      level.continuations().finish();
    }
  }
}
