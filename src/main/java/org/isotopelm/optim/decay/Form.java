package org.isotopelm.optim.decay;

import java.util.Locale;

/** Presets of the decay formula; see {@link Decay}. */
public enum Form {
  NONE,
  L2,
  DECOUPLED,
  INDEPENDENT;

  /** The form as configs write it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
