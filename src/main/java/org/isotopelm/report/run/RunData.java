package org.isotopelm.report.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.baseline.CountedScore;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.report.run.ReportData.PlanPart;
import org.isotopelm.report.run.ReportData.RunPart;
import org.isotopelm.train.LogPoint;
import org.isotopelm.train.run.RunCheckpoints;
import org.isotopelm.train.run.RunFolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a report shows of a run. */
public final class RunData {
  /** Points that a chart has room for. */
  private static final int MOST_POINTS = 500;

  private static final Logger LOG = LoggerFactory.getLogger(RunData.class);

  private RunData() {}

  /** The data of a run, which may still go on: what is not there yet is left out. */
  public static ReportData of(Path runFolder, Provenance provenance) {
    RunPart run = part(runFolder);
    if (isMadeInOneGo(run.plan())) {
      return MadeRun.of(runFolder, run, provenance);
    }
    RunCards cards = new RunCards(run.points(), run.plan(), run.counted());
    return new ReportData(
        name(runFolder),
        runFolder.toString(),
        null,
        cards.verdict(),
        cards.cards(),
        List.of(),
        null,
        List.of(run),
        TrainingData.run(run),
        plan(List.of(run), ""),
        provenance);
  }

  /** The decay plan of the first run that has one. */
  public static @Nullable PlanPart plan(List<RunPart> runs, String whose) {
    return runs.stream()
        .map(RunPart::plan)
        .filter(Objects::nonNull)
        .filter(plan -> !plan.decay().isEmpty())
        .findFirst()
        .map(plan -> plan(plan, whose))
        .orElse(null);
  }

  private static PlanPart plan(Explanation plan, String whose) {
    Map<String, List<String>> tensors = new LinkedHashMap<>();
    plan.decay().forEach(group -> tensors.put(group.group(), group.tensors()));
    return new PlanPart(plan.warnings(), RunTables.plan(plan, whose), tensors);
  }

  /** The last part of the folder's path, also where that is a dot. */
  public static String name(Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return Objects.toString(name, folder.toString());
  }

  /** What is damaged is left out, and said: a report is no reason to fail for what it reports. */
  public static RunPart part(Path folder) {
    Explanation plan = plan(folder);
    return new RunPart(
        name(folder),
        plan,
        thinned(points(folder)),
        CountedScore.in(folder).orElse(null),
        isMadeInOneGo(plan) ? MadeModel.in(folder) : null);
  }

  /** Whether a plan has no steps: the model has no weights that could decay. */
  static boolean isMadeInOneGo(@Nullable Explanation plan) {
    return plan != null && plan.decay().isEmpty();
  }

  private static @Nullable Explanation plan(Path folder) {
    Path file = folder.resolve(RunFolder.PLAN);
    if (!Files.exists(file)) {
      return null;
    }
    try {
      RunSeal.read(folder).ifPresent(seal -> seal.requireWhole(folder, RunFolder.PLAN));
      return Explanation.read(Files.readAllBytes(file));
    } catch (ProblemException e) {
      LOG.warn("the report shows no decay plan: {}", e.getMessage());
    } catch (IOException | JacksonException e) {
      LOG.warn("the report shows no decay plan: {} cannot be read; restore it", file);
    }
    return null;
  }

  private static List<JsonNode> points(Path folder) {
    Path file = folder.resolve(RunFolder.METRICS);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (RunCheckpoints.contradicts(folder, bytes)) {
        LOG.warn(
            "the report shows no course of training: {} is not as the run wrote it; restore it, or go on with the run, which keeps what can be read",
            file);
        return List.of();
      }
      return points(new String(bytes, StandardCharsets.UTF_8).lines().toList(), file);
    } catch (IOException e) {
      LOG.warn("the report shows no course of training: {} cannot be read", file);
      return List.of();
    }
  }

  private static List<JsonNode> points(List<String> lines, Path file) {
    List<JsonNode> points = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        JsonNode point = Json.mapper().readTree(lines.get(i));
        Json.mapper().treeToValue(point, LogPoint.class);
        points.add(point);
      } catch (JacksonException cut) {
        // The last line may be in the making, or a kill cut it short.
        if (i < lines.size() - 1) {
          LOG.warn("the report leaves out line {} of {}, which cannot be read", i + 1, file);
        }
      }
    }
    return points;
  }

  /** Every k-th point, every k-th that was measured, those with a validation, and the last. */
  private static List<JsonNode> thinned(List<JsonNode> points) {
    int every = Math.ceilDiv(points.size(), MOST_POINTS);
    int everyMeasured =
        Math.ceilDiv((int) points.stream().filter(GroupTrace::isMeasured).count(), MOST_POINTS);
    int measured = 0;
    List<JsonNode> kept = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      JsonNode point = points.get(i);
      boolean wanted = GroupTrace.isMeasured(point) && measured++ % everyMeasured == 0;
      if (wanted || isWanted(point) || i % every == 0 || i == points.size() - 1) {
        kept.add(point);
      }
    }
    return kept;
  }

  private static boolean isWanted(JsonNode point) {
    return point.path("validation_nll").isNumber()
        || point.has("warnings")
        || point.path("groups").valueStream().anyMatch(group -> group.has("tensors"));
  }
}
