package org.isotopelm.config;

import java.util.List;

/**
 * Values that are set over those of a config file.
 *
 * @param origin how messages call one: what stands before it where a user gave it
 * @param assignments {@code path=value} each, with the value in YAML
 */
public record Settings(String origin, List<String> assignments) {
  public Settings {
    assignments = List.copyOf(assignments);
  }

  /** Settings that a program makes. */
  public static Settings of(List<String> assignments) {
    return new Settings("the setting", assignments);
  }
}
