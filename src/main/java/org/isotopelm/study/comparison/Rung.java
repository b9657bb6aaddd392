package org.isotopelm.study.comparison;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.isotopelm.eval.Resolution;
import org.isotopelm.study.statistics.TTest;
import org.jspecify.annotations.Nullable;

/**
 * One of the models that a study makes of its chosen point, on the test split.
 *
 * @param name {@code single}, {@code ensemble}, {@code student} or {@code mix}; of what stands
 *     beside these, {@code zero} or {@code counted}
 * @param run its folder
 * @param nll nats per token
 * @param ci95 its interval, from a bootstrap over documents, low and high; empty for one document
 * @param bitsCi95 of the bits per byte, likewise; empty in studies of earlier programs
 * @param bytesOnDisk of the files that it is read from; of a mixture, its runs' too
 * @param tokensPerSecond that it scores
 * @param pairedToSingle null for the single model
 * @param pairedToRecommended of what stands beside the models: it minus the one that is
 *     recommended; null for the models, and in studies of earlier programs
 * @param members of an ensemble or a mixture
 */
public record Rung(
    String name,
    String run,
    double nll,
    List<Double> ci95,
    double bitsPerByte,
    List<Double> bitsCi95,
    long bytesOnDisk,
    double tokensPerSecond,
    @Nullable Against pairedToSingle,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Against pairedToRecommended,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Member> members) {
  public static final String SINGLE = "single";
  public static final String ENSEMBLE = "ensemble";
  public static final String STUDENT = "student";
  public static final String MIX = "mix";
  public static final String ZERO = "zero";
  public static final String COUNTED = "counted";

  /**
   * This model minus another one, in nats per token.
   *
   * @param se its standard error over documents; null for one document
   * @param ci95 from a paired bootstrap over documents; empty for one document
   * @param p of the two-sided t-test over documents; null for one document
   * @param pHolm the same, corrected for all models that are compared with the single one (Holm
   *     1979); null for what is none of them
   * @param documents how many
   */
  public record Against(
      double difference,
      @Nullable Double se,
      List<Double> ci95,
      @Nullable Double p,
      @Nullable Double pHolm,
      int documents) {
    /**
     * Of a test over documents.
     *
     * @param test null for one document
     */
    public static Against of(
        double difference, List<Double> ci95, @Nullable TTest test, int documents) {
      return test == null
          ? new Against(difference, null, ci95, null, null, documents)
          : new Against(
              difference,
              test.standardError(),
              ci95,
              Resolution.isNone(difference) ? 1.0 : test.p(),
              null,
              documents);
    }

    Against withHolm(double corrected) {
      return new Against(difference, se, ci95, p, corrected, documents);
    }

    /** Whether it is better beyond chance; where there is a corrected p, that decides. */
    @JsonIgnore
    public boolean isGain() {
      Double decides = pHolm == null ? p : pHolm;
      return difference < 0 && decides != null && decides < TTest.LEVEL;
    }
  }

  /**
   * A run of an ensemble or a mixture.
   *
   * @param weight its share
   * @param nll its own on the test split
   */
  public record Member(String run, double weight, double nll) {}

  public Rung {
    bitsCi95 = bitsCi95 == null ? List.of() : List.copyOf(bitsCi95); // earlier studies have none
    members = members == null ? List.of() : List.copyOf(members);
  }

  Rung withHolm(double corrected) {
    return pairedToSingle == null
        ? this
        : with(pairedToSingle.withHolm(corrected), pairedToRecommended);
  }

  /** The same, compared with the one that is recommended: it minus that one. */
  public Rung toRecommended(Against difference) {
    return with(pairedToSingle, difference);
  }

  private Rung with(@Nullable Against single, @Nullable Against recommended) {
    return new Rung(
        name,
        run,
        nll,
        ci95,
        bitsPerByte,
        bitsCi95,
        bytesOnDisk,
        tokensPerSecond,
        single,
        recommended,
        members);
  }

  /** As people read it. */
  @JsonIgnore
  public String label() {
    return switch (name) {
      case SINGLE -> "single model";
      case ENSEMBLE -> "ensemble of " + members.size();
      case MIX -> "mixture";
      case ZERO -> "λ = 0";
      case COUNTED -> "counted model";
      default -> name;
    };
  }

  /** Whether it is better than the single model beyond chance. */
  @JsonIgnore
  public boolean isGain() {
    return pairedToSingle != null && pairedToSingle.isGain();
  }
}
