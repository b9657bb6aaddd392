package org.isotopelm.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.isotopelm.model.mixture.MixtureWeights;
import org.isotopelm.study.FinalTask.Whole;
import org.isotopelm.study.comparison.Rung;
import org.isotopelm.study.comparison.Rung.Against;
import org.isotopelm.study.comparison.Rung.Member;
import org.isotopelm.study.comparison.Rungs;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.statistics.TTest;
import org.isotopelm.study.training.FinalModels;
import org.isotopelm.study.training.FinalModels.Measured;
import org.isotopelm.study.training.FinalScore;
import org.isotopelm.study.training.FinalScore.Difference;
import org.isotopelm.study.trial.Contender;
import org.jspecify.annotations.Nullable;

/**
 * The models that a study makes of its chosen point: the single one, the ensemble of several
 * trainings, a student of that, and a mixture of the better of the first two with the counted model
 * and a cache. All are scored on the test split in the same look, by the code that {@code eval}
 * uses. The recommended one becomes the folder {@code chosen}.
 */
final class Ladder {
  private final FinalModels models;
  private final StudyTasks tasks;
  private final FinalTasks finals;
  private final FinalScores scores;

  /** One model, and the score behind its figures. */
  private record Scored(Rung rung, FinalScore score) {}

  Ladder(StudyTasks tasks, FinalTasks finals, FinalScores scores) {
    models = tasks.finals();
    this.tasks = tasks;
    this.finals = finals;
    this.scores = scores;
  }

  /** Makes those that need no training, scores all, and copies the recommended one. */
  Rungs climb() {
    try {
      Scored single = scored(Rung.SINGLE, StudyFolder.SINGLE, null, List.of());
      List<Scored> beside = new ArrayList<>();
      zero(single).ifPresent(beside::add);
      List<Scored> rungs = new ArrayList<>(List.of(single));
      List<Whole> members = scores.ensemble(finals);
      if (!members.isEmpty()) {
        rungs.add(ensemble(single, members));
      }
      Scored neural = rungs.getLast();
      if (scores.student() != null) {
        rungs.add(scored(Rung.STUDENT, StudyFolder.STUDENT, single, List.of()));
      }
      MixtureWeights weights = scores.weights();
      if (weights != null || finals.plan().spec().counted() != null) {
        Scored counted = counted(single);
        beside.add(counted);
        if (weights != null) {
          rungs.add(mix(single, List.of(neural, counted), weights));
        }
      }
      Rungs ladder = ladder(rungs, beside);
      StudyFolder.choose(finals.study(), Path.of(ladder.best().run()));
      return ladder;
    } catch (CancellationException e) {
      throw Study.interrupted("all trainings are kept, the final models are not finished", e);
    }
  }

  private Rungs ladder(List<Scored> rungs, List<Scored> beside) {
    Rungs ladder =
        Rungs.of(
            rungs.stream().map(Scored::rung).toList(),
            beside.stream().map(Scored::rung).toList(),
            Objects.requireNonNull(finals.work()),
            models.isSeeded(overrides()));
    Scored best =
        rungs.stream()
            .filter(each -> each.rung().name().equals(ladder.recommended()))
            .findFirst()
            .orElseThrow();
    return ladder.with(
        beside.stream()
            .map(each -> each.rung().toRecommended(paired(each.score(), best.score())))
            .toList(),
        models.network(overrides(), finals.seed(0)));
  }

  private Optional<Scored> zero(Scored single) {
    Contender zero = finals.zero();
    return zero == null || zero.equals(finals.best()) || scores.score(zero, finals.seed(0)) == null
        ? Optional.empty()
        : Optional.of(scored(Rung.ZERO, StudyFolder.ZERO, single, List.of()));
  }

  private Scored ensemble(Scored single, List<Whole> members) {
    double weight = 1.0 / members.size();
    return scored(
        Rung.ENSEMBLE,
        StudyFolder.ENSEMBLE,
        single,
        members.stream()
            .map(
                each ->
                    new Member(
                        finals.folder(each).toString(),
                        weight,
                        Objects.requireNonNull(scores.score(each)).nll()))
            .toList());
  }

  private Scored counted(Scored single) {
    models.count(
        finals.counted(), overrides(), finals.folder(StudyFolder.COUNTED), tasks::cancelled);
    return scored(Rung.COUNTED, StudyFolder.COUNTED, single, List.of());
  }

  private Scored mix(Scored single, List<Scored> parts, MixtureWeights weights) {
    models.mix(
        parts.stream().map(part -> Path.of(part.rung().run())).toList(),
        overrides(),
        weights,
        finals.folder(StudyFolder.MIX));
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Rung part = parts.get(i).rung();
      members.add(new Member(part.run(), weights.models().get(i), part.nll()));
    }
    return scored(Rung.MIX, StudyFolder.MIX, single, members);
  }

  private Map<String, Object> overrides() {
    return finals.best().point().overrides();
  }

  /**
   * Scores a run.
   *
   * @param single what it is compared with; null for that one itself
   */
  private Scored scored(String name, String folder, @Nullable Scored single, List<Member> members) {
    if (tasks.cancelled()) {
      throw new CancellationException();
    }
    Path run = finals.folder(folder);
    Measured measured = models.measured(run, overrides(), tasks.session().workers());
    FinalScore score = measured.score();
    Rung rung =
        new Rung(
            name,
            run.toString(),
            score.nll(),
            score.ci95(),
            score.bitsPerByte(),
            score.bitsCi95(),
            measured.bytes(),
            measured.tokensPerSecond(),
            single == null ? null : paired(score, single.score()),
            null,
            members);
    return new Scored(rung, score);
  }

  private Against paired(FinalScore one, FinalScore other) {
    Difference difference = one.difference(other);
    return Against.of(
        difference.difference(),
        difference.ci95(),
        TTest.ofRatio(one.minus(other), one.tokens()),
        one.unitNll().size());
  }
}
