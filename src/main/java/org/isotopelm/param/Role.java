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
  BIAS;

  /** The roles that {@code matrix} means in a config. */
  public static final Set<Role> MATRIX = Set.of(ATTENTION, FEED_FORWARD, RECURRENT, HEAD);

  /** The role's name in configs. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role with this label. */
  @JsonCreator
  public static Role of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
