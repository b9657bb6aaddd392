package org.isotopelm.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isotopelm.optim.algorithm.Range;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;

class TouchedTest {
  private final ParameterSet.Builder builder = ParameterSet.builder();
  private final Parameter bias = builder.add("bias", Role.BIAS, -1, new Initial.Constant(0), 16);
  private final Parameter embedding =
      builder.add("embedding", Role.TOKEN_EMBEDDING, -1, new Initial.Constant(1), 7, 4);

  /** The bias, rows 0 to 2, rows 3 to 5, row 6. */
  private final List<Range> ranges =
      List.of(
          new Range(0, bias.end(), 0),
          new Range(16, 28, 1),
          new Range(28, 40, 1),
          new Range(40, embedding.end(), 1));

  private final Touched touched = Touched.rows(ranges, List.of(embedding));

  private void touch(int[]... rows) {
    touched.begin();
    for (int[] some : rows) {
      for (int row : some) {
        touched.add(0, row);
      }
    }
    touched.end();
  }

  private List<List<Range>> pieces() {
    List<List<Range>> all = new ArrayList<>();
    for (int index = 0; index < ranges.size(); index++) {
      List<Range> pieces = new ArrayList<>();
      for (int i = 0; i < touched.count(index); i++) {
        pieces.add(touched.piece(index, i));
      }
      all.add(pieces);
    }
    return all;
  }

  @Test
  void piece_rowsOfTwoBatches_areOnceEachInTheirRanges() {
    touch(new int[] {6, 1, 6, 4}, new int[] {0, 1});

    assertThat(pieces())
        .containsExactly(
            List.of(ranges.getFirst()),
            List.of(new Range(20, 24, 1), new Range(16, 20, 1)),
            List.of(new Range(32, 36, 1)),
            List.of(new Range(40, 44, 1)));
  }

  @Test
  void piece_nextStep_forgetsTheRowsBefore() {
    touch(new int[] {6, 1, 5});
    touch(new int[] {5});

    assertThat(pieces())
        .containsExactly(
            List.of(ranges.getFirst()), List.of(), List.of(new Range(36, 40, 1)), List.of());
  }

  @Test
  void clear_twoRows_leavesTheOthers() {
    float[] array = new float[44];
    Arrays.fill(array, 1);
    touch(new int[] {2, 3});

    touched.clear(array);

    for (int i = 0; i < array.length; i++) {
      assertThat(array[i]).isEqualTo(i < 16 || (i >= 24 && i < 32) ? 0f : 1f);
    }
  }

  @Test
  void norm_untouchedRows_countAsZero() {
    float[] array = new float[44];
    Arrays.fill(array, 1);
    touch(new int[] {2, 6});
    Norms norms = new Norms(ranges);
    for (int index = 0; index < ranges.size(); index++) {
      norms.measure(index, touched, array);
    }

    assertThat(norms.norm(0)).isEqualTo(4);
    assertThat(norms.norm(1)).isEqualTo(Math.sqrt(8));
  }

  @Test
  void piece_withoutRows_isTheWholeRange() {
    Touched all = Touched.rows(ranges, List.of());

    for (int index = 0; index < ranges.size(); index++) {
      assertThat(all.count(index)).isOne();
      assertThat(all.piece(index, 0)).isEqualTo(ranges.get(index));
    }
  }
}
