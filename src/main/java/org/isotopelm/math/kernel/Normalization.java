package org.isotopelm.math.kernel;

/**
 * A normalisation of rows, which is made once: what it is, and where its gain and bias lie among
 * the parameters.
 *
 * @param centred layer normalisation (Ba et al. 2016); if not, the mean is taken for 0, which is
 *     that by the root mean square (Zhang, Sennrich 2019)
 * @param columns of a row
 * @param gainAt where the gain [columns] starts
 * @param biasAt where the bias [columns] starts; −1 where there is none
 * @param epsilon ε, added to the variance
 * @param zeros [columns] in place of a bias
 */
public record Normalization(
    boolean centred, int columns, int gainAt, int biasAt, double epsilon, float[] zeros) {
  /** One with a bias. */
  public Normalization(boolean centred, int columns, int gainAt, int biasAt, double epsilon) {
    this(centred, columns, gainAt, biasAt, epsilon, new float[0]);
  }

  /** One without a bias. */
  public static Normalization withoutBias(
      boolean centred, int columns, int gainAt, double epsilon) {
    return new Normalization(centred, columns, gainAt, -1, epsilon, new float[columns]);
  }

  /** The array in which the bias lies, from {@link #biasStart} on. */
  float[] bias(float[] values) {
    return biasAt < 0 ? zeros : values;
  }

  int biasStart() {
    return Math.max(0, biasAt);
  }

  /**
   * What the gradient needs again, by row.
   *
   * @param means 0 where rows are not centred
   * @param scales 1/√(variance + ε)
   */
  public record Statistics(float[] means, float[] scales) {
    /** Room for so many rows. */
    public Statistics(int rows) {
      this(new float[rows], new float[rows]);
    }
  }
}
