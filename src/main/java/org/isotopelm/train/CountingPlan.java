package org.isotopelm.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isotopelm.base.Json;
import org.isotopelm.checkpoint.Checkpoint;
import org.isotopelm.checkpoint.Checksum;
import org.isotopelm.model.ArpaSpec;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.ngram.CountedModel;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.arpa.ArpaReader;
import org.isotopelm.model.ngram.estimate.CountingPlace;
import org.isotopelm.model.ngram.estimate.NgramCounter;
import org.isotopelm.model.ngram.estimate.NgramEstimation;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.token.Tokenizer;

/** A model that is counted: no step, no weight, no decay. */
public sealed interface CountingPlan extends SteplessPlan {
  /** The model in a checkpoint. */
  String FILE = "ngram.bin";

  @Override
  default String parts() {
    return "n-grams";
  }

  @Override
  CountingRecipe recipe();

  /** The plan of a recipe; of the model of another program, with its n-grams, which are read. */
  static CountingPlan of(CountingRecipe recipe, Preparation text) {
    return switch (recipe.model()) {
      case NgramSpec spec -> new Estimated(recipe, text, spec, Optional.empty());
      case ArpaSpec arpa -> {
        List<String> notes = new ArrayList<>();
        NgramTable table = ArpaReader.read(Path.of(arpa.file()), text.tokenizer(), notes::add);
        yield new Imported(recipe, text, table, List.copyOf(notes));
      }
    };
  }

  @Override
  default Explanation explanation() {
    byte[] model = Json.mapper().writeValueAsBytes(recipe().model());
    return Explanation.ofNoWeights(Checksum.of(model).sha256());
  }

  @Override
  default TokenModel read(Checkpoint checkpoint) {
    return read(text().tokenizer(), checkpoint);
  }

  /** Reads a counted model from a checkpoint. */
  static TokenModel read(Tokenizer tokenizer, Checkpoint checkpoint) {
    return CountedModel.open(checkpoint.verified(FILE), tokenizer.vocabulary());
  }

  /**
   * Whether the scores of a checkpoint's model are probabilities; of no counted model, they are.
   */
  static boolean isDistribution(Checkpoint checkpoint) {
    return !Files.exists(checkpoint.folder().resolve(FILE))
        || NgramTable.open(checkpoint.verified(FILE)).isDistribution();
  }

  private static Made made(NgramTable table) {
    return new Made(new CountedModel(table), Map.of(FILE, table::write), Optional.empty());
  }

  /**
   * The training split is counted.
   *
   * @param elsewhere counts the n-grams on other machines; the model is the same
   */
  record Estimated(
      CountingRecipe recipe, Preparation text, NgramSpec spec, Optional<NgramCounter> elsewhere)
      implements CountingPlan {
    /** The plan whose n-grams are counted on other machines. */
    public Estimated withCounter(NgramCounter counter) {
      return new Estimated(recipe, text, spec, Optional.of(counter));
    }

    @Override
    public String title() {
      return "counted %s-gram with the smoothing %s"
          .formatted(spec.order(), spec.smoothing().label());
    }

    @Override
    public Made make(Work work) {
      CountingPlace place =
          elsewhere
              .<CountingPlace>map(counter -> new CountingPlace.Elsewhere(counter, work.stop()))
              .orElseGet(CountingPlace.Here::new);
      return made(
          NgramEstimation.run(
              spec,
              text.train(),
              text.tokenizer().vocabulary(),
              place,
              work.team(),
              work.scratch(),
              work.notes()));
    }
  }

  /**
   * The model of another program.
   *
   * @param notes what a user should know of it, a sentence each
   */
  record Imported(CountingRecipe recipe, Preparation text, NgramTable table, List<String> notes)
      implements CountingPlan {
    @Override
    public String title() {
      return "counted %s-gram of another program".formatted(table.sizes().order());
    }

    @Override
    public Made make(Work work) {
      notes.forEach(work.notes());
      return made(table);
    }
  }
}
