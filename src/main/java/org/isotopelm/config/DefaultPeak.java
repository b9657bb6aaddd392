package org.isotopelm.config;

import tools.jackson.databind.JsonNode;

/** The peak learning rate of a config that names none. */
final class DefaultPeak {
  private static final double PEAK = 1e-3;

  private DefaultPeak() {}

  /**
   * η_peak of a model.
   *
   * @param model the config's {@code model}, which may have errors in it
   */
  static double of(JsonNode model) {
    return PEAK;
  }
}
