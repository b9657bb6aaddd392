package org.isotopelm.study.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The config's {@code study.final}: what is made of the chosen point.
 *
 * @param members trainings of an ensemble, each with a seed of its own and the single model among
 *     them; 1: no ensemble
 * @param epochs how many times as long each final training is as a cell, in epochs or steps, with
 *     the λ that was chosen; no model that is counted has such a length
 * @param weights which of each final training are its model
 * @param mix whether to mix the best of them with the counted model and a cache
 * @param student a narrower model that learns from the best of them; null: none
 */
public record FinalSpec(
    int members,
    double epochs,
    Weights weights,
    boolean mix,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StudentSpec student) {
  /** Tokens that the n-gram cache of the mixture remembers. */
  public static final int CACHE = 5000;

  /** As a config has it, without what is as usual. */
  String inWords() {
    List<String> words = new ArrayList<>();
    if (members > 1) {
      words.add("members: " + members);
    }
    if (epochs != 1) {
      words.add("epochs: " + epochs);
    }
    if (weights == Weights.AVERAGE) {
      words.add("weights: average");
    }
    if (student != null) {
      words.add("student: {width: " + student.width() + "}");
    }
    if (mix) {
      words.add("mix: true");
    }
    return "{" + String.join(", ", words) + "}";
  }

  /** Whether a final training differs from a cell in nothing but its text. */
  public boolean trainsAsCells() {
    return epochs == 1 && weights == Weights.LAST;
  }

  public FinalSpec withMembers(int number) {
    return new FinalSpec(number, epochs, weights, mix, student);
  }

  /** What is of use where the chosen model is counted: another seed, or more steps, are not. */
  public FinalSpec counted() {
    return new FinalSpec(1, 1, weights, mix, student);
  }

  public FinalSpec withoutStudent() {
    return new FinalSpec(members, epochs, weights, mix, null);
  }

  public FinalSpec withoutMixture() {
    return new FinalSpec(members, epochs, weights, false, student);
  }

  /** The weights of a final training that are its model. */
  public enum Weights {
    LAST,
    /** The tail average, unless the config has a {@code train.average} of its own. */
    AVERAGE
  }
}
