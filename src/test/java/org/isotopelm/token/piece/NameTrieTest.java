package org.isotopelm.token.piece;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.isotopelm.token.piece.NameTrie.Entry;
import org.junit.jupiter.api.Test;

class NameTrieTest {
  private static int find(NameTrie trie, String name) {
    int node = NameTrie.ROOT;
    for (int i = 0; i < name.length() && node != NameTrie.NONE; i++) {
      node = trie.child(node, name.charAt(i));
    }
    return node == NameTrie.NONE ? NameTrie.NONE : trie.token(node);
  }

  @Test
  void child_namesThatBeginEachOther_endAtTheirOwnNodes() {
    NameTrie trie =
        new NameTrie(List.of(new Entry("an", 4), new Entry("a", 7), new Entry("\uFFFFz", 0)));
    assertThat(find(trie, "a")).isEqualTo(7);
    assertThat(find(trie, "an")).isEqualTo(4);
    assertThat(find(trie, "\uFFFFz")).isZero();
    for (String other : List.of("", "n", "ann", "b", "\uFFFF", "z", "\0")) {
      assertThat(find(trie, other)).as(other).isEqualTo(NameTrie.NONE);
    }
  }

  @Test
  void child_noNames_findsNothing() {
    assertThat(find(new NameTrie(List.of()), "a")).isEqualTo(NameTrie.NONE);
  }

  @Test
  void child_randomNamesOfManyLetters_findsThemAndNoOthers() {
    Random random = new Random(5);
    TreeSet<String> all = new TreeSet<>();
    for (int i = 0; i < 20_000; i++) {
      all.add(word(random));
    }
    List<String> names = List.copyOf(all);
    NameTrie trie =
        new NameTrie(names.stream().map(n -> new Entry(n, n.hashCode() >>> 1)).toList());
    for (String name : names) {
      assertThat(find(trie, name)).isEqualTo(name.hashCode() >>> 1);
    }
    for (int i = 0; i < 20_000; i++) {
      String other = word(random);
      assertThat(find(trie, other) != NameTrie.NONE).isEqualTo(all.contains(other));
    }
  }

  /** One to four letters, of which some are frequent and 3,000 are not. */
  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int length = 1 + random.nextInt(4); length > 0; length--) {
      word.append((char) (random.nextInt(3) > 0 ? 'a' + random.nextInt(6) : random.nextInt(3_000)));
    }
    return word.toString();
  }
}
