package org.isotopelm.param;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;

/** The purpose of a parameter. The model states it; nothing guesses it from a name or a rank. */
public enum Role {
  /** Also a tied output head: both are one parameter. */
  TOKEN_EMBEDDING,
  POSITION_EMBEDDING,
  ATTENTION,
  FEED_FORWARD,
  RECURRENT,
  HEAD,
  NORM_GAIN,
  BIAS,
  /** The weights of n-grams of one order, each. */
  ORDER_1,
  ORDER_2,
  ORDER_3,
  ORDER_4,
  ORDER_5,
  ORDER_6,
  ORDER_7,
  ORDER_8,
  ORDER_9,
  ORDER_10,
  ORDER_11,
  ORDER_12;

  /** The roles that {@code matrix} means in a config. */
  public static final Set<Role> MATRIX = Set.of(ATTENTION, FEED_FORWARD, RECURRENT, HEAD);

  /** The role's name in configs. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of the weights of n-grams of {@code n} tokens, n from 1 to 12. */
  public static Role order(int n) {
    return valueOf("ORDER_" + n);
  }

  /** The role with this label. */
  @JsonCreator
  public static Role of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
