package org.isotopelm.model;

import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;

/**
 * Normalisation of rows.
 *
 * @param centred by mean and variance, as layer normalisation; if not, by the root mean square
 * @param gain [width]
 * @param bias [width], if there is one
 */
record Norm(boolean centred, Parameter gain, @Nullable Parameter bias, int width, float[] zeros) {
  /** Adds {@code name.gain} and {@code name.bias} to the parameters. */
  static Norm add(ParameterSet.Builder parameters, String name, int layer, ModelSpec.Gpt spec) {
    int width = spec.width();
    return new Norm(
        spec.norm() == ModelSpec.Normalisation.LAYER,
        parameters.add(name + ".gain", Role.NORM_GAIN, layer, new Initial.Constant(1), width),
        spec.biases() ? Linear.addBias(parameters, name, layer, width) : null,
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
    pass.kernels.norm(
        centred,
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
    pass.kernels.normGradient(
        centred,
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
