package org.isotopelm.token.piece;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntListTest {
  @Test
  void addAll_beyondTheArray_keepsAll() {
    IntList list = new IntList();
    list.addAll(new int[0]);
    list.add(0);
    list.addAll(IntStream.range(1, 1_000).toArray());
    list.add(1_000);

    assertThat(list.size()).isEqualTo(1_001);
    assertThat(list.get(1_000)).isEqualTo(1_000);
    assertThat(list.toArray()).isEqualTo(IntStream.rangeClosed(0, 1_000).toArray());
  }

  @Test
  void clear_list_isEmptyAndKeepsItsArray() {
    IntList list = new IntList();
    list.addAll(new int[5_000]);
    int[] array = list.array();
    list.clear();
    list.add(7);

    assertThat(list.toArray()).containsExactly(7);
    assertThat(list.array()).isSameAs(array);
  }
}
