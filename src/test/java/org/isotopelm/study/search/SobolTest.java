package org.isotopelm.study.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hipparchus.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;

class SobolTest {
  /** The first points of Joe and Kuo's own program for new-joe-kuo-6, three dimensions. */
  @Test
  void unscrambled_firstPoints_areTheAuthors() {
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(3);
    double[][] expected = {
      {0, 0, 0},
      {0.5, 0.5, 0.5},
      {0.75, 0.25, 0.25},
      {0.25, 0.75, 0.75},
      {0.375, 0.375, 0.625},
      {0.875, 0.875, 0.125},
      {0.625, 0.125, 0.875},
      {0.125, 0.625, 0.375}
    };
    for (double[] point : expected) {
      assertThat(sequence.nextVector()).isEqualTo(point);
    }
  }

  @Test
  void next_scrambled_keepsTheBalanceOfTheSequence() {
    // 64 points in two dimensions: one in each of the 64 boxes of every shape 2^-a × 2^-(6-a).
    for (long seed = 0; seed < 20; seed++) {
      List<double[]> points = points(64, seed, "a", "b");
      for (int a = 0; a <= 6; a++) {
        Set<Integer> boxes = new HashSet<>();
        for (double[] point : points) {
          int column = (int) (point[0] * (1 << a));
          boxes.add(column << (6 - a) | (int) (point[1] * (1 << (6 - a))));
        }
        assertThat(boxes).hasSize(64);
      }
    }
  }

  @Test
  void next_overSeeds_isUniform() {
    double mean =
        IntStream.range(0, 4000).mapToDouble(s -> points(3, s, "a").get(2)[0]).average().orElse(0);
    assertThat(mean).isCloseTo(0.5, within(0.02)); // four standard errors: 4 / √(12·4000)
  }

  @Test
  void next_ofASeedAndItsNames_isAlwaysTheSame() {
    assertThat(points(9, 3, "a", "b").get(8)).isEqualTo(points(9, 3, "a", "b").get(8));
    assertThat(points(9, 3, "a", "b").get(8)).isNotEqualTo(points(9, 4, "a", "b").get(8));
    assertThat(points(9, 3, "a", "b").get(8)).isNotEqualTo(points(9, 3, "a", "c").get(8));
  }

  private static List<double[]> points(int count, long seed, String... names) {
    Sobol sequence = new Sobol(List.of(names), seed);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(sequence.next());
    }
    return points;
  }
}
