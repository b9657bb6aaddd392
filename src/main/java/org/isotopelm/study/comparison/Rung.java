package org.isotopelm.study.comparison;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the models that a study makes of its chosen point, on the test split.
 *
 * @param name {@code single}, {@code ensemble}, {@code student} or {@code mix}
 * @param run its folder
 * @param nll nats per token
 * @param ci95 its interval, from a bootstrap over documents, low and high; empty for one document
 * @param bytesOnDisk of the files that it is read from; of a mixture, its runs' too
 * @param tokensPerSecond that it scores
 * @param pairedToSingle null for the single model
 * @param members of an ensemble
 */
public record Rung(
    String name,
    String run,
    double nll,
    List<Double> ci95,
    double bitsPerByte,
    long bytesOnDisk,
    double tokensPerSecond,
    @Nullable PairedToSingle pairedToSingle,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Member> members) {
  public static final String SINGLE = "single";
  public static final String ENSEMBLE = "ensemble";
  public static final String MIX = "mix";

  /**
   * This model minus the single one, in nats per token.
   *
   * @param ci95 from a paired bootstrap over documents; empty for one document
   */
  public record PairedToSingle(double difference, List<Double> ci95) {
    /** Whether the interval holds only gains. */
    @JsonIgnore
    public boolean isGain() {
      return ci95.size() == 2 && ci95.getLast() < 0;
    }
  }

  /** A training of an ensemble. */
  public record Member(String run, double nll) {}

  public Rung {
    members = members == null ? List.of() : List.copyOf(members);
  }
}
