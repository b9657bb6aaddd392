package org.isotopelm.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.isotopelm.Json;
import org.isotopelm.report.ReportData.RunPart;
import org.isotopelm.train.RunFolder;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a report shows of a run. */
public final class RunData {
  /** Points that a chart has room for. */
  private static final int MOST_POINTS = 500;

  private RunData() {}

  /** The data of a run, which may still go on: what is not there yet is left out. */
  public static ReportData of(Path runFolder, Provenance provenance) {
    return new ReportData(
        name(runFolder), runFolder.toString(), null, null, List.of(part(runFolder)), provenance);
  }

  /** The last part of the folder's path, also where that is a dot. */
  static String name(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return Objects.toString(name, folder.toString());
  }

  static RunPart part(Path folder) {
    try {
      return new RunPart(name(folder), plan(folder), thinned(points(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable JsonNode plan(Path folder) throws IOException {
    Path file = folder.resolve(RunFolder.PLAN);
    return Files.exists(file) ? Json.mapper().readTree(Files.readAllBytes(file)) : null;
  }

  private static List<JsonNode> points(Path folder) throws IOException {
    List<JsonNode> points = new ArrayList<>();
    Path file = folder.resolve(RunFolder.METRICS);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        try {
          points.add(Json.mapper().readTree(line));
        } catch (JacksonException cut) {
          // The line that is being written, or that a kill cut short.
          break;
        }
      }
    }
    return points;
  }

  /** Every k-th point, those with a validation and the last. */
  private static List<JsonNode> thinned(List<JsonNode> points) {
    int every = Math.ceilDiv(points.size(), MOST_POINTS);
    List<JsonNode> kept = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      boolean scored = points.get(i).path("validation_nll").isNumber();
      if (scored || i % every == 0 || i == points.size() - 1) {
        kept.add(points.get(i));
      }
    }
    return kept;
  }
}
