package org.isotopelm.export;

import java.util.List;
import java.util.Optional;
import org.isotopelm.optim.explain.Explanation;

/**
 * What a model card says of a model's making.
 *
 * @param name what to call the model
 * @param texts names of its corpus, or of its files
 * @param training a name and a value each
 * @param decay of its weights; empty where it is not known
 * @param scores of splits that were scored
 * @param student the folder of a run that learned from it, where a study made one
 */
public record Background(
    String name,
    List<String> texts,
    List<Fact> training,
    Optional<Explanation> decay,
    List<Score> scores,
    Optional<String> student) {
  /** Nothing is known. */
  public static Background unknown() {
    return new Background(
        "model", List.of(), List.of(), Optional.empty(), List.of(), Optional.empty());
  }

  /** A line of the card's table. */
  public record Fact(String name, String value) {}

  /**
   * The score of a split.
   *
   * @param nll nats per token
   */
  public record Score(String split, double nll) {}
}
