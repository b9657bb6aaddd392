package org.isotopelm.model;

import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;

/**
 * Layer normalisation.
 *
 * @param gain [width]
 * @param bias [width], if there is one
 */
record Norm(Parameter gain, @Nullable Parameter bias, int width, float[] zeros) {
  /** Adds {@code name.gain} and {@code name.bias} to the parameters. */
  static Norm add(
      ParameterSet.Builder parameters, String name, int layer, int width, boolean biases) {
    return new Norm(
        parameters.add(name + ".gain", Role.NORM_GAIN, layer, new Initial.Constant(1), width),
        biases ? Linear.addBias(parameters, name, layer, width) : null,
        width,
        new float[width]);
  }

  /** What the backward pass needs again: a row's mean and 1/standard deviation. */
  record Statistics(float[] means, float[] scales) {
    Statistics(int rows) {
      this(new float[rows], new float[rows]);
    }
  }

  /**
   * @param x [rows, width]
   * @param y [rows, width] receives the result
   */
  void forward(Pass pass, float[] x, float[] y, Statistics statistics, int rows) {
    pass.kernels.layerNorm(
        x,
        rows,
        width,
        pass.values,
        gain.offset(),
        bias == null ? zeros : pass.values,
        bias == null ? 0 : bias.offset(),
        y,
        statistics.means,
        statistics.scales);
  }

  /**
   * @param x [rows, width] as given to the forward pass
   * @param dy [rows, width] ∂loss/∂y
   * @param dx [rows, width] receives += ∂loss/∂x
   */
  void backward(Pass pass, float[] x, float[] dy, Statistics statistics, float[] dx, int rows) {
    pass.kernels.layerNormGradient(
        dy,
        x,
        statistics.means,
        statistics.scales,
        rows,
        width,
        pass.values,
        gain.offset(),
        dx,
        pass.gradients,
        gain.offset());
    if (bias != null) {
      pass.kernels.columnSums(dy, rows, width, pass.gradients, bias.offset());
    }
  }
}
