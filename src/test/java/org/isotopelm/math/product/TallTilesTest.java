package org.isotopelm.math.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** They work on every machine, though only those with vectors of 16 use them. */
final class TallTilesTest {
  private static final int COLUMNS = 32;

  private final Random random = new Random(5);

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 21, 384})
  void multiply_copiedRowsOrColumns_asPlainToTheBit(int depth) {
    for (int columns : new int[] {7, 16, 17, COLUMNS}) {
      for (int rows = 9; rows <= TallTiles.ROWS; rows++) {
        check(depth, rows, rows, columns, false);
      }
      check(depth, TallTiles.ROWS, 17, columns, true);
    }
  }

  /**
   * @param height rows of op(A), of which the first are multiplied
   */
  private void check(int depth, int rows, int height, int columns, boolean transposed) {
    float[] a = normal(3 + height * depth);
    float[] sliver = normal(depth * COLUMNS);
    float[] expected = normal(rows * COLUMNS);
    float[] found = expected.clone();
    int step = transposed ? height : depth;
    new PlainProducts()
        .multiply(
            ProductsTest.matrix(transposed, rows, depth, a, 3, step),
            ProductsTest.matrix(false, depth, columns, sliver, 0, COLUMNS),
            0.5f,
            ProductsTest.matrix(false, rows, columns, expected, 0, COLUMNS));
    float[] copy = new float[4 * TallRows.GROUP];
    TallRows.copy(3, height, depth, a, 3, transposed ? 1 : depth, transposed ? height : 1, copy);
    Tile tile = new Tile();
    tile.depth = depth;
    tile.rows = rows;
    tile.columns = columns;
    tile.a = copy;
    tile.b = sliver;
    tile.beta = 0.5f;
    tile.c = found;
    tile.cStride = COLUMNS;
    TallTiles.multiply(tile);
    for (int row = 0; row < rows; row++) {
      int at = row * COLUMNS;
      assertThat(Arrays.copyOfRange(found, at, at + columns))
          .containsExactly(Arrays.copyOfRange(expected, at, at + columns));
    }
  }

  private float[] normal(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }
}
