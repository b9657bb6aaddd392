package org.isotopelm.token.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Learns WordPiece tokens (Schuster and Nakajima 2012, in the way of Hugging Face's trainer: by the
 * merges of byte-pair encoding). The symbols are characters; one inside a word has a prefix before
 * its name.
 */
public final class WordPieceLearner {
  private static final long MINIMUM_COUNT = 2;

  private final String prefix;
  private final List<String> names = new ArrayList<>();
  private final Set<String> taken;
  private final Map<String, Integer> ids = new HashMap<>();

  private WordPieceLearner(String prefix, Set<String> taken) {
    this.prefix = prefix;
    this.taken = new HashSet<>(taken);
  }

  /**
   * Learns tokens.
   *
   * @param words the words and how often each occurs
   * @param size number of tokens; a quarter as many characters are known at most, the most frequent
   *     ones
   * @param prefix of the names of tokens inside words, such as {@code ##}
   * @param reserved names that no token may have
   * @return the names: characters, characters with prefix, and the merged ones in their order
   */
  public static List<String> learn(
      CountedPieces words, int size, String prefix, Set<String> reserved) {
    WordPieceLearner learner = new WordPieceLearner(prefix, reserved);
    learner.addSymbols(words, Math.max(1, size / 4));
    SymbolRows rows = learner.rows(words);
    PairLearner.learn(rows, learner.names.size(), size, MINIMUM_COUNT, learner::join);
    return learner.names;
  }

  /** All characters, and then those that stand inside words once more with the prefix. */
  private void addSymbols(CountedPieces words, int most) {
    Map<Integer, Long> counts = new TreeMap<>();
    Set<Integer> inner = new TreeSet<>();
    for (int word = 0; word < words.size(); word++) {
      long count = words.count(word);
      int[] characters = words.text(word).codePoints().toArray();
      for (int i = 0; i < characters.length; i++) {
        counts.merge(characters[i], count, Long::sum);
        if (i > 0) {
          inner.add(characters[i]);
        }
      }
    }
    Set<Integer> kept = new TreeSet<>();
    counts.entrySet().stream()
        .sorted(Comparator.comparingLong(character -> -character.getValue()))
        .limit(most)
        .forEach(character -> kept.add(character.getKey()));
    kept.forEach(character -> add(Character.toString(character)));
    inner.stream()
        .filter(kept::contains)
        .forEach(character -> add(prefix + Character.toString(character)));
  }

  /**
   * Words as rows of their symbols: the first character, and the others with the prefix. An unknown
   * character ends a row: what stands beside it is learned from, as in a text without blanks nearly
   * every word has one.
   */
  private SymbolRows rows(CountedPieces words) {
    SymbolRows rows = new SymbolRows(names.size(), words.bytes(), words.size());
    for (int word = 0; word < words.size(); word++) {
      String before = "";
      for (int character : words.text(word).codePoints().toArray()) {
        Integer id = ids.get(before + Character.toString(character));
        if (id == null) {
          rows.endRow(words.count(word));
        } else {
          rows.add(id);
        }
        before = prefix;
      }
      rows.endRow(words.count(word));
    }
    return rows;
  }

  private boolean join(int left, int right) {
    return add(names.get(left) + names.get(right).substring(prefix.length()));
  }

  private boolean add(String name) {
    boolean fresh = taken.add(name);
    if (fresh) {
      ids.put(name, names.size());
      names.add(name);
    }
    return fresh;
  }
}
