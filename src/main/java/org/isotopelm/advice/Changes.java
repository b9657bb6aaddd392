package org.isotopelm.advice;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.isotopelm.base.ProblemException;
import org.isotopelm.words.Figures;

/**
 * By how much a setting changes.
 *
 * @param factors of what changes; at least one
 */
public record Changes(Map<Change, Double> factors) {
  /** Beyond a thousandfold no rule was ever tried. */
  public static final double MOST = 1000;

  /**
   * @throws ProblemException (usage) where nothing changes, or a factor is not from 1/1000 to 1000
   */
  public Changes {
    if (factors.isEmpty()) {
      throw ProblemException.usage("nothing changes; name at least one change");
    }
    factors.forEach(
        (change, factor) -> {
          if (!(factor >= 1 / MOST && factor <= MOST)) {
            throw ProblemException.usage(
                "%s × %s: a factor must be from 0.001 to 1000"
                    .formatted(change.label(), Figures.value(factor)));
          }
        });
    factors = Collections.unmodifiableMap(new EnumMap<>(factors));
  }

  /** The factor of one change; 1 where it stays. */
  public double of(Change change) {
    return factors.getOrDefault(change, 1.0);
  }

  /** {@code data-4x-learning-rate-0.5x}: a part of a file's name. */
  public String slug() {
    return factors.entrySet().stream()
        .map(each -> each.getKey().label().replace(' ', '-') + "-" + times(each.getValue()))
        .collect(Collectors.joining("-"));
  }

  /** {@code data 4x, learning rate 0.5x}. */
  @Override
  public String toString() {
    return factors.entrySet().stream()
        .map(each -> each.getKey().label() + " " + times(each.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** {@code 4x}. */
  public static String times(double factor) {
    return Figures.value(factor).replaceAll("\\.0$", "") + "x";
  }
}
