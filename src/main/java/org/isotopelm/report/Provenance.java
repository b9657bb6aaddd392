package org.isotopelm.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
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

  /** The provenance of something that is made on this machine, now. */
  public static Provenance here(
      @Nullable String command,
      @Nullable String config,
      @Nullable String isotope,
      @Nullable String corpus,
      @Nullable String fingerprint) {
    return new Provenance(
        command,
        config,
        isotope,
        System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"),
        cpu(),
        Runtime.getRuntime().availableProcessors(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        corpus,
        fingerprint);
  }

  /** The CPU as Linux or Windows names it; null where neither does. */
  public static @Nullable String cpu() {
    Path linux = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(linux)) {
      return System.getenv("PROCESSOR_IDENTIFIER");
    }
    try (Stream<String> lines = Files.lines(linux)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
