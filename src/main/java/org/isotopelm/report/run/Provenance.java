package org.isotopelm.report.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.isotopelm.words.Phrases;
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

  /** What is known, but for the command and the config, as names and values. */
  @JsonProperty("rows")
  public List<List<String>> rows() {
    String seen = cores == null ? null : Phrases.count(cores, "core") + " seen";
    String cpu =
        processor == null || seen == null
            ? Objects.requireNonNullElse(processor, Objects.requireNonNullElse(seen, ""))
            : processor + ", " + seen;
    List<List<String>> rows = new ArrayList<>();
    add(rows, "Isotope", isotope);
    add(rows, "Java", java);
    add(rows, "system", system);
    add(rows, "processor", cpu);
    add(rows, "date", date);
    add(rows, "corpus", corpus);
    add(rows, "fingerprint of its text", fingerprint);
    return rows;
  }

  private static void add(List<List<String>> rows, String name, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      rows.add(List.of(name, value));
    }
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
