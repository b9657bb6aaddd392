package org.isotopelm.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;

/**
 * A log-linear n-gram with hashed features (Mikolov et al. 2011, "Strategies for training large
 * scale neural network language models", section 3.3): a weight for each n-gram of up to {@code
 * order} tokens, whose contexts share rows of weights by their hash.
 *
 * @param order n, the predicted token among them
 * @param buckets the most weights of one order
 */
public record HashedSpec(int order, Buckets buckets) implements ModelSpec.Neural {
  /** The largest n. */
  public static final int MOST_ORDER = 12;

  /**
   * @throws ProblemException (config) if the order is not 1 to {@value #MOST_ORDER}
   */
  public HashedSpec {
    List<Problem> problems = new ArrayList<>();
    if (order < 1 || order > MOST_ORDER) {
      problems.add(
          Problem.at("model.order", order + " is not an order; choose 1 to " + MOST_ORDER));
    }
    ProblemException.throwIfAny(problems);
  }

  /** It has no width; what a wide one has more of are weights. */
  @Override
  public HashedSpec widened(double factor) {
    return new HashedSpec(order, new Buckets(ModelSpec.Neural.width(buckets.count(), factor, 1)));
  }

  /** One token even for order 1, which looks at none: a text has a token before each. */
  @Override
  public int context() {
    return Math.max(1, order - 1);
  }

  /**
   * A number of weights, which configs write as a number or as a power of two.
   *
   * @param count from 1 to 2³⁰
   */
  public record Buckets(int count) {
    private static final Pattern POWER = Pattern.compile("2\\^(\\d{1,2})");
    private static final int MOST_EXPONENT = 30;

    /**
     * @throws ProblemException (config) if there are none, or too many for an array
     */
    public Buckets {
      if (count < 1 || count > 1 << MOST_EXPONENT) {
        throw refused(count);
      }
    }

    /**
     * As configs write it.
     *
     * @param written a whole number, or a text such as {@code 2^20}
     * @throws ProblemException (config) if it is neither
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Buckets of(Object written) {
      Matcher power = POWER.matcher(written.toString());
      if (power.matches() && Integer.parseInt(power.group(1)) <= MOST_EXPONENT) {
        return new Buckets(1 << Integer.parseInt(power.group(1)));
      }
      if (written instanceof Number count && count.intValue() == count.doubleValue()) {
        return new Buckets(count.intValue());
      }
      throw refused(written);
    }

    private static ProblemException refused(Object found) {
      return ProblemException.config(
          "model.buckets",
          found + " is not a number of weights; write a whole number from 1 to 2^30, such as 2^20");
    }

    /** As configs write it: powers of two as such. */
    @JsonValue
    public Object written() {
      return Integer.bitCount(count) == 1
          ? "2^" + Integer.numberOfTrailingZeros(count)
          : (Object) count;
    }
  }
}
