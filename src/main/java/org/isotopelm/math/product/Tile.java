package org.isotopelm.math.product;

/**
 * A part of a product that is computed in registers: C [rows, columns] ← A·B + β·C over {@code
 * depth} products. B is a sliver: its rows follow one another, {@link Tiles#COLUMNS} wide. An
 * instance is filled anew for each tile.
 */
final class Tile {
  private static final float[] NOTHING = {};

  int depth;
  int rows;
  int columns;

  float[] a = NOTHING;
  int aAt;
  int aRow; // from a row to the next
  int aColumn;

  float[] b = NOTHING;
  int bAt;

  float beta;

  float[] c = NOTHING;
  int cAt;
  int cStride;
}
