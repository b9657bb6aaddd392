package org.isotopelm.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 64, 65, 100, 255, 257, 1000, 4097, 65537})
  void at_anySize_givesEveryNumberOnce(int size) {
    for (long key = 0; key < 5; key++) {
      boolean[] seen = new boolean[size];
      for (int i = 0; i < size; i++) {
        int to = (int) Permutation.at(key, size, i);
        assertThat(seen[to]).isFalse();
        seen[to] = true;
      }
    }
  }

  @Test
  void at_moreThan32Bits_staysBelowTheSize() {
    long size = (1L << 40) + 12345;
    assertThat(LongStream.range(size - 1000, size).map(i -> Permutation.at(3, size, i)))
        .doesNotHaveDuplicates()
        .allMatch(to -> to >= 0 && to < size);
  }

  /** Over 20,000 keys each of the 10 places is about equally often that of the first number. */
  @Test
  void at_manyKeys_sendsANumberEverywhereAlike() {
    int[] counts = new int[10];
    for (long key = 0; key < 20_000; key++) {
      counts[(int) Permutation.at(key, 10, 0)]++;
    }
    // Expected 2,000 with a standard deviation of 42.
    for (int count : counts) {
      assertThat(count).isBetween(1790, 2210);
    }
  }

  /** Neighbours do not stay neighbours: of 9,999 pairs about two are next to each other. */
  @Test
  void at_neighbours_areTornApart() {
    long next =
        LongStream.range(0, 9_999)
            .filter(
                i -> Math.abs(Permutation.at(1, 10_000, i) - Permutation.at(1, 10_000, i + 1)) == 1)
            .count();
    assertThat(next).isLessThan(12);
  }
}
