package org.isotopelm.train.run;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
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
  /** What a checkpoint holds beside its model. */
  private static final Set<String> OTHERS = Set.of(RunCheckpoints.OPTIMIZER, CheckpointOwner.STATE);

  private SavedModel() {}

  /**
   * What tells the model of a checkpoint from others: SHA-256 of its files, as its manifest has
   * them.
   *
   * @param which {@code best}, {@code last} or {@code step-N}
   */
  public static String sha256(Path run, String which) {
    return RunCheckpoints.read(
        run, which, checkpoint -> checkpoint.sha256(name -> !OTHERS.contains(name)));
  }

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
        float[] values = RunCheckpoints.weights(run, which, model.parameters());
        yield new Network(model, values, window.apply(model), tokenizer.endOfDocument());
      }
      case ModelSpec.Counted _ ->
          RunCheckpoints.read(run, which, checkpoint -> CountingPlan.read(tokenizer, checkpoint));
      case MixSpec _ -> throw new IllegalArgumentException("a mixture is read with its runs");
    };
  }
}
