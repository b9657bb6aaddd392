package org.isotopelm.train.run;

import java.nio.file.Path;
import java.util.function.Function;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.math.Engine;
import org.isotopelm.model.MixSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.Network;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.train.CountingPlan;

/** The model of a checkpoint. */
public final class SavedModel {
  private SavedModel() {}

  /**
   * Reads it.
   *
   * @param which {@code best}, {@code last} or {@code step-N}
   * @param window how a network sees documents
   */
  public static TokenModel open(
      Path run,
      String which,
      ModelSpec spec,
      Tokenizer tokenizer,
      Engine engine,
      Function<NeuralModel, Window> window) {
    return switch (spec) {
      case ModelSpec.Neural network -> {
        NeuralModel model = Models.create(network, tokenizer.vocabulary(), engine);
        float[] values = RunReader.weights(run, which, model.parameters());
        yield new Network(model, values, window.apply(model), tokenizer.endOfDocument());
      }
      case ModelSpec.Counted _ ->
          RunReader.read(run, which, checkpoint -> CountingPlan.read(tokenizer, checkpoint));
      case MixSpec _ -> throw new IllegalArgumentException("a mixture is read with its runs");
    };
  }
}
