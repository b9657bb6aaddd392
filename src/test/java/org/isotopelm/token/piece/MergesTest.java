package org.isotopelm.token.piece;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.token.piece.Merges.Merge;
import org.junit.jupiter.api.Test;

class MergesTest {
  /** From 1 token to several times what the fast path takes, over merges that overlap and tie. */
  @Test
  void apply_anyNumberOfTokens_mergesTheEarliestLearnedAndLeftmostFirst() {
    List<Merge> merges =
        List.of(
            new Merge(0, 0, 3),
            new Merge(0, 1, 4),
            new Merge(3, 4, 5),
            new Merge(1, 0, 6),
            new Merge(2, 3, 7),
            new Merge(6, 6, 8),
            new Merge(5, 5, 9),
            new Merge(3, 3, 10));
    Merges compiled = new Merges(merges);
    Merges.Workspace workspace = new Merges.Workspace();
    RandomStream random = RandomStream.of(3, "merges");
    for (int i = 0; i < 3_000; i++) {
      int[] tokens = new int[1 + i % 100];
      Arrays.setAll(tokens, at -> random.nextInt(3));
      List<Integer> expected = oneByOne(tokens, merges);
      int count = compiled.apply(tokens, tokens.length, workspace);
      assertThat(Arrays.stream(tokens).limit(count).boxed()).isEqualTo(expected);
    }
  }

  /** As Sennrich et al. (2016) write it: each merge in its order, from left to right. */
  private static List<Integer> oneByOne(int[] tokens, List<Merge> merges) {
    List<Integer> left = new ArrayList<>(Arrays.stream(tokens).boxed().toList());
    boolean merged = true;
    while (merged) {
      merged = false;
      for (int m = 0; m < merges.size() && !merged; m++) {
        for (int i = 0; i + 1 < left.size() && !merged; i++) {
          if (left.get(i) == merges.get(m).left() && left.get(i + 1) == merges.get(m).right()) {
            left.set(i, merges.get(m).result());
            left.subList(i + 1, i + 2).clear();
            merged = true;
          }
        }
      }
    }
    return left;
  }
}
