package org.isotopelm.study.trial;

import java.util.Objects;
import org.isotopelm.study.space.Point;
import org.jspecify.annotations.Nullable;

/**
 * What is trained on every fold and seed: a point of the space, which may be chosen, or an
 * opponent, with which points are compared.
 *
 * @param opponent its name, or null for a point of the space
 * @param point what it sets
 */
public record Contender(@Nullable String opponent, Point point) {

  /** λ = 0, trained if the space holds a λ but not its 0. */
  public static final String ZERO = "zero";

  /** The config without changes, trained if no point is the same. */
  public static final String DEFAULT = "default";

  /** A point of the space. */
  public static Contender of(Point point) {
    return new Contender(null, point);
  }

  /** The name of an opponent, the values of a point. */
  public String label() {
    return Objects.requireNonNullElseGet(opponent, point::toString);
  }
}
