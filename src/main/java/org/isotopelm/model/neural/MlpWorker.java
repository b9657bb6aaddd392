package org.isotopelm.model.neural;

import java.util.Arrays;
import org.isotopelm.data.Batch;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.kernel.Kernels;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.Dropout;

/** One thread's buffers of an {@link Mlp}, and its forward and backward pass. */
final class MlpWorker implements NeuralModel.Worker {
  /** Rows that go through the network together. */
  private static final int ROWS = 256;

  private final Mlp model;
  private final Pass pass;
  private final OutputLayer output;
  private final float[][] activations; // h₀ … hₙ, each [ROWS, width]
  private final float[][] dActivations; // ∂loss/∂hᵢ, likewise
  private final float[][] derivatives; // of the activation function, of layers 1 … n

  MlpWorker(Mlp model, Products products, Engine engine, Team team) {
    this.model = model;
    pass = new Pass(products, engine, team);
    int layers = model.hidden.size();
    activations = new float[layers + 1][];
    dActivations = new float[layers + 1][];
    derivatives = new float[layers][];
    allocate(0, model.spec.context() * model.spec.embedding());
    for (int i = 0; i < layers; i++) {
      int width = model.hidden.get(i).out();
      allocate(i + 1, width);
      derivatives[i] = new float[ROWS * width];
    }
    OutputLayer.Input head =
        new OutputLayer.Input(model.head, activations[layers], dActivations[layers]);
    output =
        model.direct == null
            ? new OutputLayer(ROWS, head)
            : new OutputLayer(
                ROWS, head, new OutputLayer.Input(model.direct, activations[0], dActivations[0]));
  }

  private void allocate(int level, int width) {
    activations[level] = new float[ROWS * width];
    dActivations[level] = new float[ROWS * width];
  }

  @Override
  public double gradients(
      Weights weights,
      Batch batch,
      int from,
      int to,
      float scale,
      long dropoutKey,
      float[] gradients) {
    pass.training(weights, gradients, Dropout.NONE, dropoutKey);
    double nll = 0;
    for (int row = from; row < to; row += ROWS) {
      int rows = Math.min(ROWS, to - row);
      forward(batch, row, rows);
      for (float[] gradient : dActivations) {
        Arrays.fill(gradient, 0, gradient.length / ROWS * rows, 0);
      }
      nll +=
          output.gradients(
              pass, rows, batch.targets(), row, scale, batch.softLoss(), batch.positions());
      backward(batch, row, rows);
    }
    return nll;
  }

  @Override
  public void score(Weights weights, Batch batch, int from, int to, float[] nll) {
    pass.scoring(weights);
    for (int row = from; row < to; row += ROWS) {
      int rows = Math.min(ROWS, to - row);
      forward(batch, row, rows);
      output.score(pass, rows, batch.targets(), row, nll, row - from);
    }
  }

  @Override
  public void distributions(Weights weights, Batch batch, int from, int to, float[] probabilities) {
    pass.scoring(weights);
    for (int row = from; row < to; row += ROWS) {
      int rows = Math.min(ROWS, to - row);
      int first = row - from;
      forward(batch, row, rows);
      output.distributions(pass, rows, batch.targets(), row, i -> first + i, probabilities);
    }
  }

  @Override
  public void logits(Weights weights, Batch batch, int row, int position, float[] logits) {
    pass.scoring(weights);
    forward(batch, row, 1);
    output.logits(pass, 0, logits);
  }

  private void forward(Batch batch, int from, int N) {
    embed(batch, from, N);
    for (int i = 0; i < model.hidden.size(); i++) {
      Linear linear = model.hidden.get(i);
      float[] in = activations[i];
      float[] out = activations[i + 1];
      int size = N * linear.out();
      linear.forward(pass, in, 0, out, N);
      activate(pass.kernels, out, derivatives[i], size);
      if (model.residual(i)) {
        pass.kernels.add(out, 0, in, 0, out, 0, size);
      }
    }
  }

  /** The inputs' embeddings, side by side: h₀ [N, context·embedding]. */
  private void embed(Batch batch, int from, int N) {
    int C = model.spec.embedding();
    int T = model.spec.context();
    for (int i = 0; i < N * T; i++) {
      int token = batch.inputs()[from * T + i];
      System.arraycopy(pass.values, model.embedding.offset() + token * C, activations[0], i * C, C);
    }
  }

  private void activate(Kernels kernels, float[] x, float[] derivative, int n) {
    switch (model.spec.activation()) {
      case TANH -> kernels.tanh(x, derivative, n);
      case RELU -> kernels.relu(x, derivative, n);
      case GELU -> kernels.gelu(x, derivative, n);
    }
  }

  private void backward(Batch batch, int from, int N) {
    for (int i = model.hidden.size() - 1; i >= 0; i--) {
      Linear linear = model.hidden.get(i);
      float[] dIn = dActivations[i];
      float[] dOut = dActivations[i + 1];
      int size = N * linear.out();
      if (model.residual(i)) {
        pass.kernels.add(dIn, 0, dOut, 0, dIn, 0, size);
      }
      pass.kernels.multiply(dOut, derivatives[i], size);
      linear.backward(pass, activations[i], 0, dOut, 1, dIn, N);
    }
    scatter(batch, from, N);
  }

  /** Each token's embedding receives the gradient of its places in h₀. */
  private void scatter(Batch batch, int from, int N) {
    int C = model.spec.embedding();
    int T = model.spec.context();
    for (int i = 0; i < N * T; i++) {
      int row = model.embedding.offset() + batch.inputs()[from * T + i] * C;
      pass.kernels.add(pass.gradients, row, dActivations[0], i * C, pass.gradients, row, C);
    }
  }
}
