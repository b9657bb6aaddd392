package org.isotopelm.model.ngram.estimate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.Discounts;
import org.isotopelm.model.MemoryBound;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.Smoothing;
import org.isotopelm.model.ngram.CountedModel;
import org.isotopelm.model.ngram.NgramTable;

/**
 * A text of words, whose ids are in the order of their first occurrence; then come unknown and end.
 */
final class WordText {
  private final Map<String, Integer> ids = new HashMap<>();
  private final List<String> lines;
  private final boolean boundaries;
  private final Path folder;

  /** The lines are documents, or one stream. */
  WordText(List<String> lines, boolean boundaries, Path folder) {
    this.lines = List.copyOf(lines);
    this.boundaries = boundaries;
    this.folder = folder;
    lines.stream().flatMap(WordText::words).forEach(word -> ids.putIfAbsent(word, ids.size()));
  }

  private static Stream<String> words(String line) {
    return Arrays.stream(line.split(" ", -1)).filter(word -> !word.isEmpty());
  }

  int vocabulary() {
    return ids.size() + 2;
  }

  int unknown() {
    return ids.size();
  }

  int end() {
    return ids.size() + 1;
  }

  int id(String word) {
    return switch (word) {
      case "</s>" -> end();
      case "<s>" -> vocabulary();
      default -> ids.getOrDefault(word, unknown());
    };
  }

  /** Other lines with these words. */
  TokenizedSplit split(List<String> other) {
    int[][] tokens =
        other.stream().map(line -> words(line).mapToInt(this::id).toArray()).toArray(int[][]::new);
    long[] nothing = new long[tokens.length];
    return new TokenizedSplit(
        TokenStore.of(tokens, nothing, nothing, nothing, nothing),
        IntStream.range(0, tokens.length).toArray(),
        end(),
        boundaries);
  }

  /** A spec with everything as usual but this. */
  static NgramSpec spec(int order, Smoothing smoothing) {
    return new NgramSpec(
        order, smoothing, Discounts.OF_TEXT, List.of(), 0, MemoryBound.of("1GiB"), null);
  }

  static NgramSpec spec(int order, List<Integer> cutoffs, double prune) {
    return new NgramSpec(
        order,
        new Smoothing.ModifiedKneserNey(),
        Discounts.OF_TEXT,
        cutoffs,
        prune,
        MemoryBound.of("1GiB"),
        null);
  }

  /** A spec with the least memory, and pruning. */
  static NgramSpec small(int order) {
    return new NgramSpec(
        order,
        new Smoothing.ModifiedKneserNey(),
        Discounts.OF_TEXT,
        List.of(),
        1e-7,
        MemoryBound.of("1MiB"),
        null);
  }

  NgramTable estimate(NgramSpec spec) {
    return estimate(spec, 1, new ArrayList<String>()::add);
  }

  NgramTable estimate(NgramSpec spec, int threads, Consumer<String> notes) {
    try (Team team = new Team(threads)) {
      return NgramEstimation.run(spec, split(lines), vocabulary(), team, folder, notes);
    }
  }

  /** The n-grams are counted elsewhere. */
  NgramTable estimate(NgramSpec spec, NgramCounter counter) {
    CountingPlace place = new CountingPlace.Elsewhere(counter, () -> false);
    try (Team team = new Team(1)) {
      return NgramEstimation.run(spec, split(lines), vocabulary(), place, team, folder, _ -> {});
    }
  }

  NgramText text() {
    return NgramText.of(split(lines), vocabulary());
  }

  /** p(last word | words before it), by the table alone. */
  double probability(NgramTable table, String... words) {
    int state = NgramTable.ROOT;
    for (int i = 0; i < words.length - 1; i++) {
      int id = id(words[i]);
      if (id == vocabulary()) {
        state = table.sizes().documentBegin();
      } else {
        int found = find(table, state, id);
        state = table.next(found);
      }
    }
    return probability(table, state, id(words[words.length - 1]));
  }

  private static int find(NgramTable table, int context, int token) {
    int state = context;
    int found = table.find(state, token);
    while (found == NgramTable.ABSENT) {
      state = table.suffix(state);
      found = table.find(state, token);
    }
    return found;
  }

  static double probability(NgramTable table, int context, int token) {
    double weight = 1;
    int state = context;
    int found = table.find(state, token);
    while (found == NgramTable.ABSENT) {
      weight *= table.backoff(state);
      state = table.suffix(state);
      found = table.find(state, token);
    }
    return weight * table.probability(found);
  }

  /** The largest deviation from 1 of the probabilities of all tokens, over all contexts. */
  static double deviation(NgramTable table) {
    double worst = 0;
    for (int context = 0; context < table.sizes().contexts(); context++) {
      double sum = 0;
      for (int token = 0; token < table.sizes().vocabulary(); token++) {
        sum += probability(table, context, token);
      }
      worst = Math.max(worst, Math.abs(sum - 1));
    }
    return worst;
  }

  /** Σ log10 p of other lines. */
  double log10(NgramTable table, List<String> other) {
    try (Team team = new Team(1)) {
      double sum = 0;
      for (float nll : new CountedModel(table).score(split(other), team)) {
        sum -= nll / Math.log(10);
      }
      return sum;
    }
  }
}
