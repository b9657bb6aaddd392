package org.isotopelm.optim;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.isotopelm.base.ProblemException;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.decay.Coupling;
import org.isotopelm.optim.decay.Decay;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.Parts.Side;
import org.isotopelm.param.Parameter;

/**
 * The config's {@code optimizer.embeddings}.
 *
 * @param rows of the token embedding, or of hashed n-grams: which of them a step updates
 */
public record Embeddings(Rows rows) {
  /** Every step updates every row. */
  public static final Embeddings ALL = new Embeddings(Rows.ALL);

  /** The rows that a step updates. */
  public enum Rows {
    ALL,
    /** Those that the step's inputs read; {@link LazyRows} makes up for the decay of the others. */
    TOUCHED;

    @JsonValue
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The parameters of which a step updates some rows only; empty where it updates all of them.
   *
   * @param inputRows the parameters of which a step's gradient has only some rows
   * @throws ProblemException (config) where the rows of other tokens would have to move in a way
   *     that cannot be made up for later
   */
  public List<Parameter> touchedRows(
      Algorithm algorithm, DecayPlan plan, List<Parameter> inputRows) {
    if (rows == Rows.ALL) {
      return List.of();
    }
    if (inputRows.isEmpty()) {
      throw refused(
          "in this model every step changes all rows, because the output layer is tied to the embedding; set model.tied: false");
    }
    for (DecayPlan.Group group : plan.groups()) {
      // The mean of all second moments needs those of every row.
      boolean needsAll = group.decay().coupling() == Coupling.SECOND_MOMENTS;
      if (needsAll || group.parameters().stream().anyMatch(inputRows::contains)) {
        requireClosedForm(algorithm, group);
      }
    }
    return inputRows;
  }

  private static void requireClosedForm(Algorithm algorithm, DecayPlan.Group group) {
    Decay decay = group.decay();
    boolean closed = decay.side() == Side.WEIGHTS ? decay.hasRate() : algorithm.followsGradient();
    if (decay.lambda() != 0 && !closed) {
      throw refused(
          "group '%s' decays by form %s, whose effect on a row that is not touched has no closed form: it depends on what the optimizer keeps; choose form: decoupled, or {kind: sgd, momentum: 0}"
              .formatted(group.name(), group.form().label()));
    }
  }

  private static ProblemException refused(String reason) {
    return ProblemException.config(
        "optimizer.embeddings.rows", "touched is not possible: " + reason + ", or use rows: all");
  }
}
