package org.isotopelm.model.neural;

import java.util.List;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;

/**
 * y = x·Wᵀ + b.
 *
 * @param weight W [out, in]
 * @param bias b [out], if there is one
 */
record Linear(Parameter weight, @Nullable Parameter bias, int in, int out) {
  Linear(Parameter weight, @Nullable Parameter bias) {
    this(weight, bias, weight.shape().get(1), weight.shape().get(0));
  }

  /** Adds {@code name.weight} and {@code name.bias} to the parameters. */
  static Linear add(
      ParameterSet.Builder parameters,
      String name,
      Role role,
      int layer,
      double standardDeviation,
      int in,
      int out,
      boolean biases) {
    return addStacked(parameters, name, role, layer, standardDeviation, in, List.of(out), biases);
  }

  /**
   * The same for several layers that see one input, one above another.
   *
   * @param outs the width of each
   */
  static Linear addStacked(
      ParameterSet.Builder parameters,
      String name,
      Role role,
      int layer,
      double standardDeviation,
      int in,
      List<Integer> outs,
      boolean biases) {
    Initial initial = new Initial.Normal(standardDeviation);
    Parameter weight = parameters.addStacked(name + ".weight", role, layer, initial, outs, in);
    int out = weight.shape().get(0);
    return new Linear(weight, biases ? addBias(parameters, name, layer, out) : null);
  }

  static Parameter addBias(ParameterSet.Builder parameters, String name, int layer, int out) {
    return parameters.add(name + ".bias", Role.BIAS, layer, new Initial.Constant(0), out);
  }

  /**
   * @param x [rows, in] from {@code xAt}
   * @param y [rows, out] receives the result
   */
  void forward(Pass pass, float[] x, int xAt, float[] y, int rows) {
    forward(pass, x, xAt, y, 0, rows);
  }

  /** The same, with the result from {@code yAt}. */
  void forward(Pass pass, float[] x, int xAt, float[] y, int yAt, int rows) {
    if (bias != null) {
      for (int row = 0; row < rows; row++) {
        System.arraycopy(pass.values, bias.offset(), y, yAt + row * out, out);
      }
    }
    multiply(pass, x, xAt, bias == null ? 0 : 1, y, yAt, rows);
  }

  /** y ← y + x·Wᵀ + b. */
  void forwardAdding(Pass pass, float[] x, int xAt, float[] y, int rows) {
    if (bias != null) {
      throw new IllegalStateException("not for layers with a bias");
    }
    multiply(pass, x, xAt, 1, y, 0, rows);
  }

  private void multiply(Pass pass, float[] x, int xAt, float beta, float[] y, int yAt, int rows) {
    if (pass.shared.pays((long) rows * in * out)) {
      pass.shared.multiply(weight, x, xAt, beta, y, yAt, rows);
      return;
    }
    pass.products.multiply(
        pass.a.bind(x, xAt, rows, in),
        pass.b.bind(pass.weights, weight.offset(), out, in).transpose(),
        beta,
        pass.c.bind(y, yAt, rows, out));
  }

  /**
   * @param x [rows, in] from {@code xAt}, as given to the forward pass
   * @param dy [rows, out] ∂loss/∂y
   * @param beta dx ← beta·dx + ∂loss/∂x
   * @param dx [rows, in] from {@code xAt}
   */
  void backward(Pass pass, float[] x, int xAt, float[] dy, float beta, float[] dx, int rows) {
    // dx = dy·W
    pass.products.multiply(
        pass.a.bind(dy, 0, rows, out),
        pass.b.bind(pass.weights, weight.offset(), out, in),
        beta,
        pass.c.bind(dx, xAt, rows, in));
    // dW += dyᵀ·x
    pass.products.multiply(
        pass.a.bind(dy, 0, rows, out).transpose(),
        pass.b.bind(x, xAt, rows, in),
        1,
        pass.c.bind(pass.gradients, weight.offset(), out, in));
    if (bias != null) {
      pass.kernels.columnSums(dy, rows, out, pass.gradients, bias.offset());
    }
  }
}
