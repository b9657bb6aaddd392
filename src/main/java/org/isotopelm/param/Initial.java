package org.isotopelm.param;

import java.util.Arrays;
import org.isotopelm.math.random.RandomStream;

/** How a parameter starts. */
public sealed interface Initial {
  /** The same value for every element. */
  record Constant(float value) implements Initial {}

  /** A normal distribution with mean zero. */
  record Normal(double standardDeviation) implements Initial {}

  /** A uniform distribution over [−bound, bound). */
  record Uniform(double bound) implements Initial {}

  /** Fills {@code values[from, to)} from the stream. */
  default void fill(float[] values, int from, int to, RandomStream random) {
    switch (this) {
      case Constant(float value) -> Arrays.fill(values, from, to, value);
      case Normal(double standardDeviation) -> {
        for (int i = from; i < to; i++) {
          values[i] = (float) (standardDeviation * random.nextGaussian());
        }
      }
      case Uniform(double bound) -> {
        for (int i = from; i < to; i++) {
          values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
      }
    }
  }
}
