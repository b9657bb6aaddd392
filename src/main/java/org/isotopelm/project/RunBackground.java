package org.isotopelm.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.config.Config;
import org.isotopelm.export.Background;
import org.isotopelm.export.Background.Fact;
import org.isotopelm.export.Background.Score;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.optim.explain.Explanation;
import org.isotopelm.study.Study;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.text.DataSpec;
import org.isotopelm.train.TrainSpec;
import org.isotopelm.train.run.RunCheckpoints;
import org.isotopelm.train.run.RunFolder;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What a run's folder says of its making, for a model card; what is damaged there is left out. */
final class RunBackground {
  private static final String STUDY = "study.json";

  private RunBackground() {}

  static Background of(LoadedRun run) {
    Config config = run.project().config();
    List<Score> scores = new ArrayList<>();
    validation(run).ifPresent(nll -> scores.add(new Score("validation", nll)));
    test(run.folder()).ifPresent(nll -> scores.add(new Score("test", nll)));
    return new Background(
        name(run.folder()),
        texts(config.data()),
        training(config),
        plan(run.folder()),
        scores,
        student(run.folder()));
  }

  /** The student of a study's ensemble or mixture, which lies beside them. */
  private static Optional<String> student(Path run) {
    Path folder = RealPath.of(run).getParent();
    Path student = run.resolveSibling(StudyFolder.STUDENT);
    return folder != null && Study.isIn(folder) && RunFolder.isRun(student)
        ? Optional.of(student.toString())
        : Optional.empty();
  }

  /** The folder's name; behind its study's, as both final models of every study have one name. */
  private static String name(Path run) {
    Path real = RealPath.of(run);
    Path parent = real.getParent();
    return parent != null && Study.isIn(parent)
        ? parent.getFileName() + "-" + real.getFileName()
        : String.valueOf(real.getFileName());
  }

  /** Names alone: where a file lay is nobody else's business. */
  private static List<String> texts(@Nullable DataSpec data) {
    if (data == null) {
      return List.of();
    }
    if (data.corpus() != null) {
      return List.of(data.corpus());
    }
    List<String> texts = new ArrayList<>();
    data.files().forEach(file -> texts.add(name(file)));
    data.split().validationFiles().forEach(file -> texts.add(name(file) + " (validation)"));
    data.split().testFiles().forEach(file -> texts.add(name(file) + " (test)"));
    return texts;
  }

  private static String name(String file) {
    return file.substring(1 + Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')));
  }

  private static List<Fact> training(Config config) {
    TrainSpec train = config.train();
    OptimizerSpec optimizer = config.optimizer();
    if (train == null || optimizer == null) {
      return List.of();
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "length",
        train.steps() != null
            ? Phrases.count(train.steps(), "step")
            : Phrases.figure(Objects.requireNonNull(train.epochs())) + " epochs");
    facts.put("batch", Phrases.count((long) train.batch() * train.accumulation(), "sequence"));
    facts.put("seed", Long.toString(train.seed()));
    facts.put(
        "optimizer", Json.mapper().valueToTree(optimizer.algorithm()).path("kind").asString(""));
    facts.put(
        "learning rate",
        "peak %s, schedule %s"
            .formatted(
                Phrases.figure(optimizer.learningRate().peak()),
                optimizer.learningRate().schedule().name().toLowerCase(Locale.ROOT)));
    return facts.entrySet().stream().map(fact -> new Fact(fact.getKey(), fact.getValue())).toList();
  }

  private static Optional<Explanation> plan(Path folder) {
    try {
      return Optional.of(Explanation.read(Files.readAllBytes(folder.resolve(RunFolder.PLAN))));
    } catch (IOException | JacksonException none) {
      return Optional.empty();
    }
  }

  /** The validation nll of the checkpoint that was loaded. */
  private static Optional<Double> validation(LoadedRun run) {
    try {
      return RunCheckpoints.validation(run.folder(), run.checkpoint());
    } catch (ProblemException | JacksonException none) {
      return Optional.empty();
    }
  }

  /** The test nll of a study's final run, which the study holds. */
  private static Optional<Double> test(Path folder) {
    Path study = folder.toAbsolutePath().normalize().getParent();
    if (study == null || !Study.isIn(study)) {
      return Optional.empty();
    }
    try {
      String which = folder.toAbsolutePath().normalize().getFileName().toString();
      OptionalDouble nll =
          Json.mapper()
              .readTree(Files.readAllBytes(study.resolve(STUDY)))
              .path("test")
              .path(which)
              .path("nll")
              .asDoubleOpt();
      return nll.isPresent() ? Optional.of(nll.getAsDouble()) : Optional.empty();
    } catch (IOException | JacksonException none) {
      return Optional.empty();
    }
  }
}
