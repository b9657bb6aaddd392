package org.isotopelm.model.neural;

import org.isotopelm.math.kernel.Normalization;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;

/** Normalisation of rows, with a gain and perhaps a bias among the parameters. */
record Norm(Normalization by) {
  /** Adds {@code name.gain} and {@code name.bias} to the parameters. */
  static Norm add(ParameterSet.Builder parameters, String name, int layer, ModelSpec.Gpt spec) {
    int width = spec.width();
    boolean centred = spec.norm() == ModelSpec.Normalisation.LAYER;
    Parameter gain =
        parameters.add(name + ".gain", Role.NORM_GAIN, layer, new Initial.Constant(1), width);
    if (!spec.biases()) {
      return new Norm(Normalization.withoutBias(centred, width, gain.offset(), spec.normEpsilon()));
    }
    Parameter bias = Linear.addBias(parameters, name, layer, width);
    return new Norm(
        new Normalization(centred, width, gain.offset(), bias.offset(), spec.normEpsilon()));
  }

  /**
   * @param x [rows, width]
   * @param y [rows, width] receives the result
   */
  void forward(Pass pass, float[] x, float[] y, Normalization.Statistics statistics, int rows) {
    pass.kernels.norm(by, pass.values, x, rows, y, statistics);
  }

  /**
   * @param x [rows, width] as given to the forward pass
   * @param dy [rows, width] ∂loss/∂y
   * @param dx [rows, width] receives += ∂loss/∂x
   */
  void backward(
      Pass pass, float[] x, float[] dy, Normalization.Statistics statistics, float[] dx, int rows) {
    pass.kernels.normGradient(by, pass.values, dy, x, rows, statistics, dx, pass.gradients);
    if (by.biasAt() >= 0) {
      pass.kernels.columnSums(dy, rows, by.columns(), pass.gradients, by.biasAt());
    }
  }
}
