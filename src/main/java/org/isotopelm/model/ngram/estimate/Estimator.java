package org.isotopelm.model.ngram.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.Smoothing;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.NgramTableBuilder;
import org.isotopelm.words.Phrases;

/**
 * Turns counts into probabilities, order by order from the shortest, as Heafield et al. (2013) do:
 * what the shorter context says of each n-gram comes sorted as the n-grams are.
 */
final class Estimator {
  private final NgramSpec spec;
  private final List<Level> levels;
  private final int vocabulary;
  private final NgramTableBuilder builder;
  private final NgramTable table;
  private final Sorter byNode;
  private final boolean continuations;

  /** From so many counts by token on, rare tokens are few. */
  private static final long OFTEN = 100;

  /** Nodes that cut-offs leave out. */
  private final BitSet dropped = new BitSet();

  private final List<String> withoutDiscounts = new ArrayList<>();

  Estimator(
      NgramSpec spec,
      List<Level> levels,
      int vocabulary,
      NgramTableBuilder builder,
      Sorter byNode) {
    this.spec = spec;
    this.levels = levels;
    this.vocabulary = vocabulary;
    this.builder = builder;
    this.byNode = byNode;
    table = builder.table();
    continuations = spec.smoothing().discounts() > 0;
  }

  /**
   * Fills the table.
   *
   * @param notes hears of discounts that the text does not give
   * @return the nodes that cut-offs leave out
   */
  BitSet run(Consumer<String> notes) {
    unigrams();
    for (Level level : levels.subList(1, levels.size())) {
      new Contexts(level).run();
    }
    if (!isDistribution()) {
      for (int context = 1; context < table.sizes().contexts(); context++) {
        builder.setBackoff(context, Smoothing.StupidBackoff.ALPHA);
      }
    }
    if (!withoutDiscounts.isEmpty() && !isUsual()) {
      notes.accept(
          "the counts of this text give no discounts for order%s %s, because it is too short or too regular; the discounts %s are used there"
              .formatted(
                  withoutDiscounts.size() == 1 ? "" : "s",
                  Phrases.list(withoutDiscounts),
                  CountOfCounts.fallback(spec.smoothing())));
    }
    return dropped;
  }

  /**
   * Whether only single tokens have no discounts, and each was counted often: with few different
   * tokens, such as bytes, hardly any occurs just once or twice in a text, and discounts of such
   * counts change nothing.
   */
  private boolean isUsual() {
    if (levels.size() == 1 || !withoutDiscounts.equals(List.of("1"))) {
      return false;
    }
    AdjustedCounts counts = new AdjustedCounts(levels.getFirst());
    long tokens = 0;
    for (int token = 0; token < vocabulary; token++) {
      tokens += counts.next();
    }
    return tokens >= OFTEN * vocabulary;
  }

  private boolean isDistribution() {
    return !(spec.smoothing() instanceof Smoothing.StupidBackoff);
  }

  /** The counts of an order that smoothing looks at, in the order of its nodes. */
  private AdjustedCounts adjusted(Level level) {
    boolean adjusts = continuations && level.order() < levels.size();
    return adjusts
        ? new AdjustedCounts(level, levels.get(level.order()).continuations())
        : new AdjustedCounts(level);
  }

  private List<Double> discounts(Level level, int size) {
    List<Double> given = spec.discounts().of(level.order());
    if (!continuations || size == 0 || !given.isEmpty()) {
      return given;
    }
    CountOfCounts numbers = new CountOfCounts();
    AdjustedCounts counts = adjusted(level);
    for (int i = 0; i < size; i++) {
      numbers.add(counts.next());
    }
    List<Double> found = numbers.discounts(spec.smoothing());
    if (found.isEmpty()) {
      withoutDiscounts.add(Integer.toString(level.order()));
      return CountOfCounts.fallback(spec.smoothing());
    }
    return found;
  }

  /** Interpolates the unigrams with the uniform distribution over all tokens. */
  private void unigrams() {
    Level level = levels.getFirst();
    SmoothedContext context = smoothed(level, vocabulary);
    AdjustedCounts first = adjusted(level);
    for (int token = 0; token < vocabulary; token++) {
      context.add(first.next(), false);
    }
    AdjustedCounts second = adjusted(level);
    double uniform = 1.0 / vocabulary;
    for (int token = 0; token < vocabulary; token++) {
      int count = second.next();
      builder.setProbability(token + 1, context.probability(count, count == 0, uniform));
    }
  }

  private SmoothedContext smoothed(Level level, int size) {
    return counts(level.order())
        ? SmoothedContext.of(spec.smoothing(), discounts(level, size), vocabulary)
        : SmoothedContext.asShorter();
  }

  /**
   * Whether the counts of an order are looked at. Additive smoothing is no interpolation: only the
   * longest n-grams count, and those after the beginning of a document.
   */
  private boolean counts(int order) {
    return order == levels.size() || !(spec.smoothing() instanceof Smoothing.Additive);
  }

  /** The n-grams of one order, context by context. */
  private final class Contexts {
    private final Level level;
    private final SmoothedContext inside;
    private final SmoothedContext atBeginning;
    private final int beginning;
    private final AdjustedCounts counts;
    private final LowerProbabilities lower;
    private final IntColumn.Reader contexts;
    private final IntColumn.Reader tokens;
    private final IntColumn.Reader suffixes;
    private final IntColumn.Reader raw;
    private final int cutoff;

    /** The n-grams of one context. */
    private int[] count = new int[1024];

    private double[] shorter = new double[1024];
    private boolean[] isDropped = new boolean[1024];
    private int size;

    private int node;

    /** The first context whose children are not known yet. */
    private int open;

    Contexts(Level level) {
      this.level = level;
      Level below = levels.get(level.order() - 2);
      inside = smoothed(level, level.size());
      atBeginning =
          counts(level.order())
              ? inside
              : SmoothedContext.of(spec.smoothing(), List.of(), vocabulary);
      beginning = below.beginsDocument();
      counts = adjusted(level);
      lower = new LowerProbabilities(level, below, table, byNode);
      contexts = level.contexts().reader();
      tokens = level.tokens().reader();
      suffixes = level.suffixes().reader();
      raw = level.counts().reader();
      cutoff = spec.cutoff(level.order());
      node = level.begin();
      open = below.begin();
    }

    void run() {
      int context = NgramTable.ROOT;
      while (contexts.hasNext()) {
        int next = contexts.next();
        if (next != context && context != NgramTable.ROOT) {
          end(context);
        }
        context = next;
        read();
      }
      if (context != NgramTable.ROOT) {
        end(context);
      }
      while (open < level.begin()) {
        builder.setFirstChild(open++, level.end());
      }
    }

    private void read() {
      if (size == count.length) {
        count = Arrays.copyOf(count, 2 * size);
        shorter = Arrays.copyOf(shorter, 2 * size);
        isDropped = Arrays.copyOf(isDropped, 2 * size);
      }
      int suffix = suffixes.next();
      int at = node + size;
      count[size] = counts.next();
      shorter[size] = lower.next(at, suffix);
      isDropped[size] = raw.next() <= cutoff;
      builder.set(at, tokens.next(), suffix);
      size++;
    }

    /** All n-grams of a context were read. */
    private void end(int context) {
      while (open <= context) {
        builder.setFirstChild(open++, node);
      }
      builder.setFirstChild(context + 1, node + size);
      SmoothedContext smoothed = context < beginning ? inside : atBeginning;
      smoothed.begin();
      for (int i = 0; i < size; i++) {
        smoothed.add(count[i], isDropped[i]);
      }
      double sum = 0;
      for (int i = 0; i < size; i++) {
        double p = smoothed.probability(count[i], isDropped[i], shorter[i]);
        builder.setProbability(node + i, p);
        sum += shorter[i];
        if (isDropped[i]) {
          dropped.set(node + i);
        }
      }
      if (isDistribution()) {
        builder.normalise(context, sum, smoothed.lower());
      }
      node += size;
      size = 0;
    }
  }
}
