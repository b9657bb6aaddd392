package org.isotopelm.study.plan;

import org.isotopelm.study.space.Point;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the test split is taken for: a point, and what is made of it. Whoever makes
 * something else of the same point has the test split scored for another choice.
 *
 * @param finals null for one model
 */
public record StudyChoice(Point point, @Nullable FinalSpec finals) {
  private static final String WITH = " with final ";

  /** Its key in journals and lists of looks: the values as JSON, and what is made of them. */
  public String key() {
    return point.key() + suffix(finals);
  }

  /** Whether a key is of a choice of which the same is made. */
  public static boolean isKeyOf(String key, @Nullable FinalSpec finals) {
    return finals == null ? !key.contains(WITH) : key.endsWith(suffix(finals));
  }

  private static String suffix(@Nullable FinalSpec finals) {
    return finals == null ? "" : WITH + finals.inWords();
  }
}
