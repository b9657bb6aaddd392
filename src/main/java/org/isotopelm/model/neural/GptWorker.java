package org.isotopelm.model.neural;

import java.util.Arrays;
import org.isotopelm.data.Batch;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.math.kernel.Normalization;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.Parameter;

/** One thread's buffers of a {@link Gpt}, and its forward and backward pass. */
final class GptWorker implements NeuralModel.Worker {
  /** The most positions that go through the network together, if rows are not longer. */
  private static final int POSITIONS = 384;

  /** Numbers of the places of dropout: the embeddings', then three in each block. */
  private static final int EMBEDDING_PLACE = 0;

  private static final int PLACES_PER_BLOCK = 3;

  private final Gpt model;
  private final Pass pass;
  private final SequenceRows rows = new SequenceRows();
  private final int C;
  private final int positions; // N, the most that fit
  private final float[] embedded; // [N, C]
  private final GptBlock[] blocks;
  private final float[] last; // the last block's output [N, C]
  private final float[] normed; // [N, C]
  private final Normalization.Statistics statistics; // [N]
  private final float[] dNormed; // [N, C]
  private final float[] dStream; // ∂loss/∂x of the residual stream [N, C]
  private final OutputLayer output;

  GptWorker(Gpt model, Products products, Engine engine, Team team) {
    this.model = model;
    pass = new Pass(products, engine, team);
    int together = Math.max(1, POSITIONS / model.context());
    int hidden = model.spec.hiddenWidth();
    boolean gated = model.spec.feedForward() == ModelSpec.FeedForward.SWIGLU;
    positions = SequenceRows.positions(together, model.context(), gated ? 2 * hidden : hidden);
    C = model.spec.width();
    embedded = new float[positions * C];
    GptBlock.Scratch scratch = new GptBlock.Scratch(positions, model.spec);
    blocks = new GptBlock[model.blocks.size()];
    float[] stream = embedded;
    for (int i = 0; i < blocks.length; i++) {
      int place = EMBEDDING_PLACE + 1 + i * PLACES_PER_BLOCK;
      blocks[i] =
          new GptBlock(
              model.blocks.get(i), model.spec, model.rotary, together, place, stream, scratch);
      stream = blocks[i].output;
    }
    last = stream;
    normed = new float[positions * C];
    statistics = new Normalization.Statistics(positions);
    dNormed = new float[positions * C];
    dStream = new float[positions * C];
    output = new OutputLayer(positions, new OutputLayer.Input(model.head, normed, dNormed));
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
    pass.training(weights, gradients, model.dropout, dropoutKey);
    int T = batch.context();
    int together = positions / T;
    double nll = 0;
    for (int row = from; row < to; row += together) {
      rows.bind(batch, row, Math.min(together, to - row), T);
      forward();
      Arrays.fill(dNormed, 0, rows.positions() * C, 0);
      nll +=
          output.gradients(
              pass,
              rows.positions(),
              batch.targets(),
              row * T,
              scale,
              batch.softLoss(),
              batch.positions());
      backward();
    }
    return nll;
  }

  @Override
  public void score(Weights weights, Batch batch, int from, int to, float[] nll) {
    pass.scoring(weights);
    int T = batch.context();
    int together = positions / T;
    for (int row = from; row < to; row += together) {
      rows.bind(batch, row, Math.min(together, to - row), T);
      forward();
      output.score(pass, rows.positions(), batch.targets(), row * T, nll, (row - from) * T);
    }
  }

  @Override
  public void distributions(Weights weights, Batch batch, int from, int to, float[] probabilities) {
    pass.scoring(weights);
    int T = batch.context();
    int together = positions / T;
    for (int row = from; row < to; row += together) {
      int first = (row - from) * T;
      rows.bind(batch, row, Math.min(together, to - row), T);
      forward();
      output.distributions(
          pass, rows.positions(), batch.targets(), row * T, i -> first + i, probabilities);
    }
  }

  @Override
  public void logits(Weights weights, Batch batch, int row, int position, float[] logits) {
    advance(weights, batch, row, 0, position, logits);
  }

  /** With the keys and values of the positions before, which each block keeps. */
  @Override
  public void advance(
      Weights weights, Batch batch, int row, int from, int position, float[] logits) {
    pass.scoring(weights);
    rows.bindOn(batch, row, from, position + 1);
    embed();
    for (int i = 0; i < blocks.length - 1; i++) {
      blocks[i].forward(pass, rows);
    }
    blocks[blocks.length - 1].forwardLast(pass, rows);
    model.norm.forward(pass, last, normed, statistics, 1);
    output.logits(pass, 0, logits);
  }

  private void forward() {
    embed();
    for (GptBlock block : blocks) {
      block.forward(pass, rows);
    }
    model.norm.forward(pass, last, normed, statistics, rows.positions());
  }

  private void embed() {
    int at = 0;
    for (int r = 0; r < rows.count(); r++) {
      for (int t = rows.from(); t < rows.length(); t++, at += C) {
        embed(r, t, at);
      }
    }
    rows.drop(pass, EMBEDDING_PLACE, embedded, C);
  }

  /** The embedding of the token, and of the position where these are learned. */
  private void embed(int r, int t, int to) {
    float[] values = pass.values;
    if (model.positions == null) {
      System.arraycopy(values, tokenRow(r, t), embedded, to, C);
    } else {
      int position = positionRow(model.positions, r, t);
      pass.kernels.add(values, tokenRow(r, t), values, position, embedded, to, C);
    }
  }

  private void backward() {
    int T = rows.length();
    Arrays.fill(dStream, 0, rows.positions() * C, 0);
    model.norm.backward(pass, last, dNormed, statistics, dStream, rows.positions());
    for (int i = blocks.length - 1; i >= 0; i--) {
      blocks[i].backward(pass, rows, dStream);
    }
    rows.drop(pass, EMBEDDING_PLACE, dStream, C);
    for (int r = 0; r < rows.count(); r++) {
      for (int t = 0; t < T; t++) {
        addTo(tokenRow(r, t), (r * T + t) * C);
        if (model.positions != null) {
          addTo(positionRow(model.positions, r, t), (r * T + t) * C);
        }
      }
    }
  }

  private void addTo(int embedding, int position) {
    float[] gradients = pass.gradients;
    pass.kernels.add(gradients, embedding, dStream, position, gradients, embedding, C);
  }

  /** Where the embedding of a token stands. */
  private int tokenRow(int r, int t) {
    return model.tokens.offset() + rows.token(r, t) * C;
  }

  /** Where the embedding of a position in its document stands. */
  private int positionRow(Parameter positions, int r, int t) {
    return positions.offset() + (t - rows.start(r, t)) * C;
  }
}
