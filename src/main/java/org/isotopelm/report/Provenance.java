package org.isotopelm.report;

import org.jspecify.annotations.Nullable;

/**
 * What one must know to make the same result again; null where it is not known.
 *
 * @param command as it was typed
 * @param config the resolved config as YAML
 * @param isotope version of Isotope
 * @param java version and vendor of the Java runtime
 * @param system operating system and architecture
 * @param processor model of the CPU
 * @param cores processors that the program saw
 * @param date when the report was made, as ISO 8601
 * @param corpus name or files of the corpus
 * @param fingerprint of its text
 */
public record Provenance(
    @Nullable String command,
    @Nullable String config,
    @Nullable String isotope,
    @Nullable String java,
    @Nullable String system,
    @Nullable String processor,
    @Nullable Integer cores,
    @Nullable String date,
    @Nullable String corpus,
    @Nullable String fingerprint) {

  /** Nothing is known. */
  public static final Provenance UNKNOWN =
      new Provenance(null, null, null, null, null, null, null, null, null, null);
}
