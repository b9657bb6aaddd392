package org.isotopelm.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.AtomicFile;
import org.isotopelm.Json;
import tools.jackson.core.JacksonException;

/** metrics.jsonl: one {@link LogPoint} a line, each written through at once. */
final class MetricsFile implements AutoCloseable {
  private final Writer out;

  private MetricsFile(Writer out) {
    this.out = out;
  }

  /** Opens the file for appending and drops what was written after {@code step}. */
  static MetricsFile open(Path path, long step) throws IOException {
    if (Files.exists(path)) {
      List<String> kept = upTo(step, Files.readAllLines(path, StandardCharsets.UTF_8));
      AtomicFile.write(path, kept.isEmpty() ? "" : String.join("\n", kept) + "\n");
    }
    return new MetricsFile(
        Files.newBufferedWriter(
            path,
            StandardCharsets.UTF_8,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND));
  }

  /** A kill may have cut the last line, and lines after the checkpoint will be written again. */
  private static List<String> upTo(long step, List<String> lines) {
    List<String> kept = new ArrayList<>();
    for (String line : lines) {
      try {
        if (Json.mapper().readTree(line).path("step").asLong(Long.MAX_VALUE) > step) {
          break;
        }
      } catch (JacksonException cut) {
        break;
      }
      kept.add(line);
    }
    return kept;
  }

  void write(LogPoint point) {
    try {
      out.write(Json.mapper().writeValueAsString(point));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
