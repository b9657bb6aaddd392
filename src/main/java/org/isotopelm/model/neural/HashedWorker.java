package org.isotopelm.model.neural;

import java.util.Arrays;
import org.isotopelm.data.Batch;
import org.isotopelm.data.SoftLoss;
import org.isotopelm.math.Team;
import org.isotopelm.math.kernel.Kernels;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.product.Weights;
import org.isotopelm.math.random.Dropout;

/**
 * One thread's buffers of a {@link Hashed}, and its forward and backward pass. Each row goes
 * through both alone, while its logits are in the first cache.
 */
final class HashedWorker implements NeuralModel.Worker {
  /** Columns of the logits, to which the kernels see them folded. */
  private static final int WIDTH = Kernels.PARTIALS;

  private final Hashed model;
  private final Pass pass;
  private final int[] at; // of each order's row
  private final float[] logits; // [V] to whole columns, then exp(logit − the largest)
  private final float[] maxima = new float[WIDTH];
  private final float[] sums = new float[WIDTH];
  private final SoftRows soft = new SoftRows();

  HashedWorker(Hashed model, Products products, Team team) {
    this.model = model;
    pass = new Pass(products, model.engine(), team);
    at = new int[model.tables.length];
    logits = new float[Math.ceilDiv(model.vocabulary, WIDTH) * WIDTH];
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
    for (int row = from; row < to; row++) {
      int target = batch.targets()[row];
      if (target >= 0) {
        nll += nll(batch, row, target);
        if (batch.softLoss().top() == 0) {
          backward(target, scale);
        } else {
          backward(batch, row, target, scale);
        }
      }
    }
    return nll;
  }

  @Override
  public void score(Weights weights, Batch batch, int from, int to, float[] nll) {
    pass.scoring(weights);
    for (int row = from; row < to; row++) {
      int target = batch.targets()[row];
      nll[row - from] = target < 0 ? 0 : (float) nll(batch, row, target);
    }
  }

  @Override
  public void distributions(Weights weights, Batch batch, int from, int to, float[] probabilities) {
    pass.scoring(weights);
    int V = model.vocabulary;
    for (int row = from; row < to; row++) {
      int target = batch.targets()[row];
      if (target >= 0) {
        nll(batch, row, target);
        pass.kernels.scale(logits, 0, V, (float) (1 / sum()));
        System.arraycopy(logits, 0, probabilities, (row - from) * V, V);
      }
    }
  }

  @Override
  public void logits(Weights weights, Batch batch, int row, int position, float[] to) {
    pass.scoring(weights);
    forward(batch, row);
    System.arraycopy(logits, 0, to, 0, model.vocabulary);
  }

  private void forward(Batch batch, int row) {
    int V = model.vocabulary;
    int end = (row + 1) * batch.context();
    for (int k = 0; k < at.length; k++) {
      at[k] = model.tables[k].at(batch.inputs(), end);
    }
    System.arraycopy(pass.values, at[0], logits, 0, V);
    for (int k = 1; k < at.length; k++) {
      pass.kernels.add(logits, 0, pass.values, at[k], logits, 0, V);
    }
  }

  /** The target's nll; the logits become exp(logit − the largest), and their sums are kept. */
  private double nll(Batch batch, int row, int target) {
    forward(batch, row);
    Arrays.fill(logits, model.vocabulary, logits.length, Float.NEGATIVE_INFINITY);
    int rows = logits.length / WIDTH;
    pass.kernels.columnMaxima(logits, 0, WIDTH, rows, WIDTH, maxima, 0);
    float max = maxima[0];
    for (float each : maxima) {
      max = Math.max(max, each);
    }
    Arrays.fill(maxima, max);
    float targetLogit = logits[target];
    pass.kernels.columnExponentials(logits, 0, WIDTH, rows, WIDTH, maxima, 0, sums, 0);
    return StrictMath.log(sum()) + max - targetLogit;
  }

  private double sum() {
    double sum = 0;
    for (float part : sums) {
      sum += part;
    }
    return sum;
  }

  /** Every order's row receives the logits' gradient, scale·(probability − 1 at the target). */
  private void backward(int target, float scale) {
    pass.kernels.scale(logits, 0, model.vocabulary, (float) (scale / sum()));
    logits[target] -= scale;
    scatter();
  }

  /** The same with soft targets. */
  private void backward(Batch batch, int row, int target, float scale) {
    SoftLoss loss = batch.softLoss();
    soft.begin(loss, 1);
    soft.read(loss, batch.positions()[row], 0);
    float factor = (float) (scale / sum());
    double known = 0;
    double own = 0;
    for (int k = 0; k < soft.top(); k++) {
      known += soft.probability(0, k);
      own += logits[soft.id(0, k)] * factor;
    }
    float share = soft.share(known, own / scale);
    for (int k = 0; k < soft.top(); k++) {
      soft.change(0, k, logits[soft.id(0, k)] * factor, share, scale);
    }
    pass.kernels.scale(logits, 0, model.vocabulary, factor * (1 - share));
    soft.add(logits, 0, 1, 0, model.vocabulary, 1);
    logits[target] -= scale * (1 - loss.weight());
    scatter();
  }

  private void scatter() {
    int V = model.vocabulary;
    for (int each : at) {
      pass.kernels.add(pass.gradients, each, logits, 0, pass.gradients, each, V);
    }
  }
}
