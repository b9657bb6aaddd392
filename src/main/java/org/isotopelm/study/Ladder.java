package org.isotopelm.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.isotopelm.base.AtomicFolder;
import org.isotopelm.base.FolderLock;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.Rung.Member;
import org.isotopelm.study.comparison.Rung.PairedToSingle;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.training.CellRunner;
import org.isotopelm.study.training.CellRunner.Difference;
import org.isotopelm.study.training.FinalModels;
import org.isotopelm.study.training.FinalModels.Measured;
import org.isotopelm.study.training.FinalScore;
import org.isotopelm.study.training.Workers;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.Contender;
import org.jspecify.annotations.Nullable;

/**
 * The models that a study makes of its chosen point: the single one, the ensemble of several
 * trainings, and a mixture of the better of these with the counted model and a cache. All are
 * scored on the test split in the same look, by the code that {@code eval} uses. The recommended
 * one becomes the folder {@code chosen}.
 */
final class Ladder {
  private final CellRunner runner;
  private final FinalModels models;
  private final Workers workers;
  private final Study.Session session;
  private final Plan plan;
  private final Point best;
  private final FinalSpec spec;

  /** One model, and the score behind its figures. */
  private record Scored(Rung rung, FinalScore score) {}

  Ladder(
      CellRunner runner,
      Workers workers,
      Study.Session session,
      Plan plan,
      Point best,
      FinalSpec spec) {
    this.runner = runner;
    models = runner.finals();
    this.workers = workers;
    this.session = session;
    this.plan = plan;
    this.best = best;
    this.spec = spec;
  }

  /**
   * Makes and scores them all.
   *
   * @param members the other trainings of the ensemble that ended well
   */
  List<Rung> climb(List<Path> members) {
    try {
      Scored single = single();
      List<Scored> rungs = new ArrayList<>(List.of(single));
      if (!members.isEmpty()) {
        rungs.add(ensemble(single, members));
      }
      if (spec.mix()) {
        rungs.add(mix(single, rungs.getLast()));
      }
      List<Rung> ladder = rungs.stream().map(Scored::rung).toList();
      choose(recommended(ladder));
      return ladder;
    } catch (CancellationException e) {
      throw Study.interrupted("all trainings are kept, the final models are not finished", e);
    }
  }

  private Scored single() {
    Path run = folder(StudyFolder.SINGLE);
    Measured measured = models.measured(run, session.workers());
    return new Scored(rung(Rung.SINGLE, run, measured, null, List.of()), measured.score());
  }

  private Scored ensemble(Scored single, List<Path> others) {
    List<Path> runs = new ArrayList<>(List.of(folder(StudyFolder.SINGLE)));
    runs.addAll(others);
    Path run = folder(StudyFolder.ENSEMBLE);
    List<Double> equal = Collections.nCopies(runs.size(), 1.0 / runs.size());
    models.mix(runs, best.overrides(), equal, 0, run);
    List<Member> members = runs.stream().map(this::member).toList();
    return beside(single, Rung.ENSEMBLE, run, members);
  }

  private Member member(Path run) {
    double nll = models.measured(run, session.workers()).score().nll();
    return new Member(run.toString(), nll);
  }

  private Scored mix(Scored single, Scored neural) {
    CountedSpec counted = Objects.requireNonNullElse(plan.spec().counted(), CountedSpec.STANDARD);
    Map<String, Object> overrides = best.overrides();
    List<List<Double>> weights = new ArrayList<>();
    Path progress =
        folder(StudyFolder.CELLS).resolve(new Cell(Contender.of(best), 0, seed()).name());
    workers.run(
        List.of(counted),
        spec ->
            models.weights(overrides, seed(), spec, FinalSpec.CACHE, progress, workers::cancelled),
        weights::add);
    Path count = folder(StudyFolder.COUNTED);
    models.count(counted, overrides, count, workers::cancelled);
    Path run = folder(StudyFolder.MIX);
    List<Path> parts = List.of(Path.of(neural.rung().run()), count);
    models.mix(parts, overrides, weights.getFirst(), FinalSpec.CACHE, run);
    StudyFolder.delete(progress);
    return beside(single, Rung.MIX, run, List.of());
  }

  private long seed() {
    return plan.spec().seed();
  }

  private Scored beside(Scored single, String name, Path run, List<Member> members) {
    Measured measured = models.measured(run, session.workers());
    Difference difference = runner.compare(measured.score(), single.score());
    PairedToSingle paired = new PairedToSingle(difference.difference(), difference.ci95());
    return new Scored(rung(name, run, measured, paired, members), measured.score());
  }

  private static Rung rung(
      String name,
      Path run,
      Measured measured,
      @Nullable PairedToSingle paired,
      List<Member> members) {
    FinalScore score = measured.score();
    return new Rung(
        name,
        run.toString(),
        score.nll(),
        score.ci95(),
        score.bitsPerByte(),
        measured.bytes(),
        measured.tokensPerSecond(),
        paired,
        members);
  }

  /**
   * The one with the lowest nll among those that are better than the single model beyond doubt; the
   * single model where there is none.
   */
  static Rung recommended(List<Rung> ladder) {
    return ladder.stream()
        .filter(rung -> rung.pairedToSingle() != null && rung.pairedToSingle().isGain())
        .min(Comparator.comparingDouble(Rung::nll))
        .orElse(ladder.getFirst());
  }

  private void choose(Rung rung) {
    Path run = Path.of(rung.run());
    try {
      AtomicFolder.write(folder(StudyFolder.CHOSEN), target -> copy(run, target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.getFileName().toString().equals(FolderLock.FILE)) {
              Files.copy(file, to.resolve(from.relativize(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private Path folder(String name) {
    return session.folder().resolve(name);
  }
}
