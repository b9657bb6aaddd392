package org.isotopelm.model.neural;

import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.data.Batch;
import org.isotopelm.math.Engine;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.HashedSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.ModelSpec.Activation;
import org.isotopelm.model.ModelSpec.FeedForward;
import org.isotopelm.model.ModelSpec.Lstm.Dropouts;
import org.isotopelm.model.ModelSpec.Normalisation;
import org.isotopelm.model.ModelSpec.Positions;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.Role;

/** Small models with every option, values at no symmetric point, and batches for them. */
final class Samples {
  static final int VOCABULARY = 13;

  private Samples() {}

  static Stream<ModelSpec.Neural> specs() {
    return Stream.of(
        mlp(List.of(7), Activation.TANH, false, false, false, true),
        mlp(List.of(9, 9, 5), Activation.GELU, true, true, true, true),
        mlp(List.of(15, 5), Activation.RELU, true, false, true, false),
        mlp(List.of(), Activation.TANH, false, true, false, true),
        mlp(List.of(15), Activation.TANH, true, true, false, false),
        ModelSpec.Gpt.gpt2(2, 2, 8, 6, 0, true, true, 0.3),
        ModelSpec.Gpt.gpt2(1, 3, 12, 6, 0, false, false, 0.3),
        severalTiles(),
        ModelSpec.Gpt.gpt2(2, 2, 8, 6, 0.3, true, true, 0.3),
        new ModelSpec.Lstm(1, 5, 7, 6, false, true, new Dropouts(0, 0, 0, 0, 0)),
        new ModelSpec.Lstm(2, 6, 6, 9, true, false, new Dropouts(0, 0, 0, 0, 0)),
        new ModelSpec.Lstm(3, 8, 8, 5, true, true, new Dropouts(0.2, 0.3, 0.1, 0.2, 0.4)),
        new HashedSpec(1, new HashedSpec.Buckets(1)),
        new HashedSpec(3, new HashedSpec.Buckets(1 << 20)),
        new HashedSpec(5, new HashedSpec.Buckets(100)),
        gpt(2, Normalisation.RMS, Positions.ROTARY, FeedForward.SWIGLU, false, 0),
        gpt(1, Normalisation.LAYER, Positions.ROTARY, FeedForward.GELU, true, 0.2),
        gpt(4, Normalisation.RMS, Positions.LEARNED, FeedForward.SWIGLU, true, 0),
        unusual());
  }

  /** Llama's shape with everything that other programs set otherwise. */
  private static ModelSpec.Neural unusual() {
    return new ModelSpec.Gpt(
        2,
        2,
        8,
        9,
        1,
        Normalisation.RMS,
        Positions.ROTARY,
        FeedForward.SWIGLU,
        0,
        false,
        false,
        0.3,
        11,
        1e-2,
        50.0,
        true,
        false);
  }

  /**
   * Two heads that share keys, and documents of which one begins in the second tile of attention.
   */
  private static ModelSpec.Neural severalTiles() {
    return new ModelSpec.Gpt(
        1,
        2,
        8,
        70,
        1,
        Normalisation.LAYER,
        Positions.LEARNED,
        FeedForward.GELU,
        0.2,
        false,
        true,
        0.3);
  }

  private static ModelSpec.Neural gpt(
      int keyValueHeads,
      Normalisation norm,
      Positions positions,
      FeedForward feedForward,
      boolean biases,
      double dropout) {
    return new ModelSpec.Gpt(
        2, 4, 16, 9, keyValueHeads, norm, positions, feedForward, dropout, true, biases, 0.3);
  }

  static ModelSpec.Mlp mlp(
      List<Integer> hidden,
      Activation activation,
      boolean residual,
      boolean direct,
      boolean tied,
      boolean biases) {
    return new ModelSpec.Mlp(3, 5, hidden, activation, residual, direct, tied, biases, 0.5);
  }

  static NeuralModel create(ModelSpec.Neural spec) {
    return Models.create(spec, VOCABULARY, Engine.best());
  }

  /** As the model starts, but with gains, biases and what starts at zero moved as well. */
  static float[] values(NeuralModel model) {
    float[] values = model.parameters().initialValues(1);
    RandomStream random = RandomStream.of(1, "moved");
    for (Parameter p : model.parameters().parameters()) {
      if (p.role() == Role.BIAS || p.initial() instanceof Initial.Constant) {
        for (int i = p.offset(); i < p.end(); i++) {
          values[i] += (float) (0.3 * random.nextGaussian());
        }
      }
    }
    return values;
  }

  /** Random tokens, a few targets ignored; where there is a sequence, rows of several documents. */
  static Batch batch(NeuralModel model, int rows) {
    Batch batch = new Batch(rows, model.context(), model.targetsPerRow());
    RandomStream random = RandomStream.of(2, "batch");
    for (int i = 0; i < batch.inputs().length; i++) {
      batch.inputs()[i] = random.nextInt(model.vocabulary());
    }
    for (int i = 0; i < batch.targets().length; i++) {
      batch.targets()[i] = i % 7 == 5 ? Batch.IGNORED : random.nextInt(model.vocabulary());
    }
    if (model.targetsPerRow() > 1) {
      for (int row = 1; row < rows; row += 2) {
        startDocument(batch, row, model.context() / 2);
      }
    }
    return batch;
  }

  /** From {@code at} on, the row belongs to a document of its own. */
  static void startDocument(Batch batch, int row, int at) {
    for (int i = at; i < batch.context(); i++) {
      batch.starts()[row * batch.context() + i] = at;
    }
  }
}
