package org.isotopelm.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.isotopelm.math.Engine;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.HashedSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.average.Average;
import org.isotopelm.optim.decay.Condition;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.optim.schedule.LearningRate;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.param.Role;
import org.isotopelm.teacher.Teachers;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.isotopelm.text.catalog.Catalog;
import org.isotopelm.text.read.Documents;
import org.isotopelm.token.CharKind;
import org.jspecify.annotations.Nullable;

/** Small recipes over text that is made up here. */
public final class Recipes {
  private static final EnumSet<Role> VECTORS = EnumSet.of(Role.BIAS, Role.NORM_GAIN, Role.ORDER_1);

  public static final ModelSpec.Neural MLP =
      new ModelSpec.Mlp(
          3, 8, List.of(16), ModelSpec.Activation.TANH, false, false, false, true, 0.1);
  public static final ModelSpec.Neural GPT =
      ModelSpec.Gpt.gpt2(1, 2, 16, 12, 0.1, true, true, 0.02);
  public static final ModelSpec.Neural LSTM =
      new ModelSpec.Lstm(
          2, 16, 16, 12, true, true, new ModelSpec.Lstm.Dropouts(0.1, 0.1, 0.1, 0.1, 0.1));

  public static final ModelSpec.Neural HASHED = new HashedSpec(4, new HashedSpec.Buckets(1 << 12));

  private Recipes() {}

  /** Sixty paragraphs of made-up words; the same on every call. */
  public static Path text(Path folder) throws IOException {
    RandomStream random = RandomStream.of(7, "text");
    String[] words = {"the", "isotope", "decays", "slowly", "and", "weights", "do", "too"};
    StringBuilder text = new StringBuilder();
    for (int paragraph = 0; paragraph < 60; paragraph++) {
      for (int word = 0; word < 20; word++) {
        text.append(words[random.nextInt(words.length)]).append(' ');
      }
      text.append(paragraph).append("\n\n");
    }
    return Files.writeString(folder.resolve("text.txt"), text);
  }

  public static GradientRecipe recipe(
      Path text, ModelSpec.Neural model, TrainSpec train, double peak) {
    return recipe(text, model, train, new AdamW(List.of(0.9, 0.95), 1e-8), peak);
  }

  public static GradientRecipe recipe(
      Path text, ModelSpec.Neural model, TrainSpec train, Algorithm algorithm, double peak) {
    DataSpec data =
        DataSpec.of(
            List.of(text.toString()),
            Documents.BLANK_LINE,
            new SplitSpec(0.2, 0.1, 1, false, List.of(), List.of()));
    OptimizerSpec optimizer =
        new OptimizerSpec(
            algorithm,
            1.0,
            new LearningRate(peak, ScheduleKind.COSINE, "5%", 0.1, "20%"),
            List.of(rule("decayed", EnumSet.complementOf(VECTORS), 0.1), rule("rest", VECTORS, 0)));
    return new GradientRecipe(data, new CharKind(null), model, train, optimizer);
  }

  /** The same on all text, so that nothing is held out, with one group of all parameters. */
  public static GradientRecipe onAllText(GradientRecipe recipe, DecayRule rule) {
    DataSpec all = recipe.data().withSplit(SplitSpec.NOTHING);
    OptimizerSpec given = recipe.optimizer();
    OptimizerSpec optimizer =
        new OptimizerSpec(given.algorithm(), given.clip(), given.learningRate(), List.of(rule));
    return new GradientRecipe(all, recipe.tokenizer(), recipe.model(), recipe.train(), optimizer);
  }

  private static DecayRule rule(String name, Set<Role> roles, double lambda) {
    return new DecayRule(
        name, List.of(new Condition.OfRoles(List.copyOf(roles))), lambda, Form.DECOUPLED);
  }

  public static TrainSpec train(long steps, int shards) {
    return train(steps, 8, 1, shards, null);
  }

  public static TrainSpec train(
      long steps, int batch, int accumulation, int shards, @Nullable Integer patience) {
    return new TrainSpec(
        steps,
        null,
        batch,
        accumulation,
        shards,
        3,
        new TrainSpec.Evaluate(10L),
        new TrainSpec.Checkpoint(5L, TrainSpec.Keep.BEST_LAST),
        patience == null ? null : new TrainSpec.EarlyStopping(patience),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The same with an average of the weights. */
  public static TrainSpec averaged(TrainSpec spec, Average average) {
    return new TrainSpec(
        spec.steps(),
        spec.epochs(),
        spec.batch(),
        spec.accumulation(),
        spec.shards(),
        spec.seed(),
        spec.evaluate(),
        spec.checkpoint(),
        spec.earlyStopping(),
        average,
        spec.instruments(),
        spec.counted(),
        spec.from(),
        spec.fromSha256(),
        null);
  }

  public static GradientPlan plan(GradientRecipe recipe, Path folder) {
    Corpus corpus = Corpus.open(recipe.data(), folder, Catalog.open(Path.of("")));
    Preparation text =
        Preparation.of(recipe.tokenizer(), corpus, corpus.split(), folder.resolve("cache"));
    return GradientPlan.of(recipe, text, Engine.best(), StartWeights.ofRuns(), Teachers.none());
  }
}
