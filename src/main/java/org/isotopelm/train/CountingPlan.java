package org.isotopelm.train;

import java.util.Map;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import org.isotopelm.checkpoint.Checkpoint;
import org.isotopelm.checkpoint.Checksum;
import org.isotopelm.model.ArpaSpec;
import org.isotopelm.model.LanguageModel;
import org.isotopelm.model.NgramSpec;
import org.isotopelm.model.ngram.CountedModel;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.estimate.NgramEstimation;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.token.Tokenizer;

/** A model that is counted: no step, no weight, no decay. */
public record CountingPlan(CountingRecipe recipe, Preparation text) implements SteplessPlan {
  /** The model in a checkpoint. */
  public static final String FILE = "ngram.bin";

  @Override
  public String parts() {
    return "n-grams";
  }

  @Override
  public Explanation explanation() {
    byte[] model = Json.mapper().writeValueAsBytes(recipe.model());
    return Explanation.ofNoWeights(Checksum.of(model).sha256());
  }

  @Override
  public Made make(Work work) {
    NgramTable table =
        switch (recipe.model()) {
          case NgramSpec spec ->
              NgramEstimation.run(
                  spec,
                  text.train(),
                  text.tokenizer().vocabulary(),
                  work.team(),
                  work.scratch(),
                  work.notes());
          case ArpaSpec arpa -> throw IsotopeException.failure(arpa.file() + ": not yet");
        };
    return new Made(new CountedModel(table), Map.of(FILE, table::write));
  }

  @Override
  public LanguageModel read(Checkpoint checkpoint) {
    return read(text.tokenizer(), checkpoint);
  }

  /** Reads a counted model from a checkpoint. */
  public static LanguageModel read(Tokenizer tokenizer, Checkpoint checkpoint) {
    return CountedModel.open(checkpoint.verified(FILE), tokenizer.vocabulary());
  }
}
