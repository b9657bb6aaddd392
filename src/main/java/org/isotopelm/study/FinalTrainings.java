package org.isotopelm.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.comparison.FinalResult;
import org.isotopelm.study.comparison.TestResult;
import org.isotopelm.study.comparison.TestedCounted;
import org.isotopelm.study.comparison.TestedOpponent;
import org.isotopelm.study.comparison.TestedSeed;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.training.CellRunner;
import org.isotopelm.study.training.CellRunner.Difference;
import org.isotopelm.study.training.FinalScore;
import org.isotopelm.study.training.NoProbabilitiesException;
import org.isotopelm.study.training.Workers;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.Contender;
import org.isotopelm.study.trial.Trials;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a study: the chosen point and its λ = 0 with each seed, and each opponent once,
 * trained on all text outside the test split, side by side, and scored once on the test split, all
 * in one look. These are 2·seeds + opponents trainings; the study itself had more than that for
 * each fold.
 */
final class FinalTrainings {
  private static final Logger LOG = LoggerFactory.getLogger(FinalTrainings.class);

  /** One final training. */
  private record Entry(Contender contender, long seed) {}

  private record Scored(Entry entry, @Nullable FinalScore score) {}

  private final CellRunner runner;
  private final Workers workers;
  private final Study.Session session;
  private final Plan plan;
  private final Contender best;
  private final @Nullable Contender zero;
  private final Map<Entry, @Nullable FinalScore> scores = new HashMap<>();

  FinalTrainings(CellRunner runner, Workers workers, Study.Session session, Plan plan, Point best) {
    this.runner = runner;
    this.workers = workers;
    this.session = session;
    this.plan = plan;
    this.best = Contender.of(best);
    Point none = plan.space().zeroOf(best);
    zero = none == null ? null : Contender.of(none);
  }

  /** How many trainings a plan's test takes, where λ = 0 is not what was chosen. */
  static int count(Plan plan) {
    int seeds = plan.spec().seeds();
    int zero = plan.space().decays().isEmpty() ? 0 : seeds;
    return chosen(plan.spec()) + zero + opponents(plan).size() + weights(plan.spec());
  }

  /** Trainings of the chosen point: one for each seed, and for each member of the ensemble. */
  private static int chosen(StudySpec spec) {
    FinalSpec finals = spec.finals();
    return Math.max(spec.seeds(), finals == null ? 1 : finals.members());
  }

  /** The training that the weights of the mixture need. */
  private static int weights(StudySpec spec) {
    return spec.finals() != null && spec.finals().mix() ? 1 : 0;
  }

  /** How long a plan's test will take, as its cells did; their text is shorter by a fold. */
  static double seconds(Plan plan, Trials trials, int workers) {
    int folds = plan.spec().folds();
    double longer = folds == 1 ? 1 : folds / (folds - 1.0);
    return Math.ceilDiv(count(plan), workers) * longer * trials.meanSeconds();
  }

  /**
   * Trains and scores.
   *
   * @param ended receives how many trainings have ended and how many there are; called first when
   *     they begin
   */
  TestResult run(int look, BiConsumer<Integer, Integer> ended) {
    score(entries(), ended);
    FinalScore first = score(best, seed(0));
    FinalScore second = zero == null ? null : score(zero, seed(0));
    Difference difference = difference(first, second);
    return new TestResult(
        result(best, first),
        zero == null ? null : result(zero, second),
        difference == null ? null : (Double) difference.difference(),
        difference == null ? null : difference.ci95(),
        look,
        opponents(plan).stream().map(each -> opponent(each, first)).toList(),
        seeds(),
        counted(first));
  }

  /** The counted baseline, in the same look. */
  private @Nullable TestedCounted counted(@Nullable FinalScore chosen) {
    CountedSpec spec = plan.spec().counted();
    if (spec == null) {
      return null;
    }
    FinalScore score = runner.countedFinal(spec);
    Difference difference = difference(score, chosen);
    return new TestedCounted(
        spec.order(),
        score.nll(),
        score.ci95(),
        score.bitsPerByte(),
        difference == null ? null : (Double) difference.difference(),
        difference == null ? List.of() : difference.ci95());
  }

  /** Those that are trained on the same text; λ = 0 has its own place. */
  private static List<Contender> opponents(Plan plan) {
    return plan.opponents().stream()
        .filter(each -> !Contender.ZERO.equals(each.opponent()))
        .filter(
            each ->
                each.point().overrides().keySet().stream()
                    .noneMatch(path -> path.startsWith("data.")))
        .toList();
  }

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (int repetition = 0; repetition < chosen(plan.spec()); repetition++) {
      entries.add(new Entry(best, seed(repetition)));
      // If λ = 0 was chosen, both are the same training.
      if (repetition < plan.spec().seeds() && zero != null && !zero.equals(best)) {
        entries.add(new Entry(zero, seed(repetition)));
      }
    }
    opponents(plan).forEach(each -> entries.add(new Entry(each, seed(0))));
    return entries;
  }

  private long seed(int repetition) {
    return plan.spec().seed() + repetition;
  }

  private void score(List<Entry> entries, BiConsumer<Integer, Integer> ended) {
    int threads = Math.max(1, session.workers() / entries.size());
    ended.accept(0, entries.size());
    try {
      workers.run(
          entries,
          entry -> new Scored(entry, train(entry, threads)),
          scored -> {
            scores.put(scored.entry(), scored.score());
            ended.accept(scores.size(), entries.size());
          });
    } catch (CancellationException e) {
      throw Study.interrupted("all cells are kept, the final trainings are not finished", e);
    }
  }

  private @Nullable FinalScore train(Entry entry, int threads) {
    try {
      return runner.runFinal(
          entry.contender().point().overrides(),
          entry.seed(),
          folder(entry),
          threads,
          workers::cancelled);
    } catch (NoProbabilitiesException e) {
      LOG.warn("{} has no test score: {}", entry.contender().label(), e.getMessage());
      return null;
    } catch (ProblemException e) {
      if (e.exitCode() == ExitCode.DIVERGED) {
        LOG.warn("{} has no test score: {}", entry.contender().label(), e.getMessage());
        return null;
      }
      throw e;
    }
  }

  private Path folder(Entry entry) {
    boolean first = entry.seed() == seed(0);
    FinalSpec finals = plan.spec().finals();
    if (first && entry.contender().equals(best)) {
      return session.folder().resolve(finals == null ? StudyFolder.CHOSEN : StudyFolder.SINGLE);
    }
    if (finals != null && entry.contender().equals(best) && entry.seed() < seed(finals.members())) {
      return session.folder().resolve(StudyFolder.MEMBERS).resolve("seed-" + entry.seed());
    }
    if (first && entry.contender().equals(zero)) {
      return session.folder().resolve(StudyFolder.ZERO);
    }
    String name = new Cell(entry.contender(), 0, entry.seed()).name();
    return session.folder().resolve(StudyFolder.FINALS).resolve(name);
  }

  private @Nullable FinalScore score(Contender contender, long seed) {
    return scores.get(new Entry(contender, seed));
  }

  private @Nullable Difference difference(@Nullable FinalScore a, @Nullable FinalScore b) {
    return a == null || b == null || !a.isComparableTo(b) ? null : runner.compare(a, b);
  }

  private static @Nullable FinalResult result(Contender contender, @Nullable FinalScore score) {
    return score == null
        ? null
        : new FinalResult(
            contender.point().values(), score.nll(), score.ci95(), score.bitsPerByte());
  }

  private TestedOpponent opponent(Contender opponent, @Nullable FinalScore chosen) {
    FinalScore score = score(opponent, seed(0));
    Difference difference = difference(score, chosen);
    return new TestedOpponent(
        opponent.label(),
        score == null ? null : (Double) score.nll(),
        score == null ? List.of() : score.ci95(),
        score == null ? null : (Double) score.bitsPerByte(),
        difference == null ? null : (Double) difference.difference(),
        difference == null ? List.of() : difference.ci95());
  }

  /** The folders of the other trainings of the ensemble that have a score. */
  List<Path> members() {
    FinalSpec finals = plan.spec().finals();
    return finals == null
        ? List.of()
        : IntStream.range(1, finals.members())
            .mapToObj(repetition -> new Entry(best, seed(repetition)))
            .filter(entry -> scores.get(entry) != null)
            .map(this::folder)
            .toList();
  }

  private List<TestedSeed> seeds() {
    List<TestedSeed> seeds = new ArrayList<>();
    for (int repetition = 0; repetition < plan.spec().seeds(); repetition++) {
      FinalScore chosen = score(best, seed(repetition));
      FinalScore without = zero == null ? null : score(zero, seed(repetition));
      Difference difference = difference(chosen, without);
      seeds.add(
          new TestedSeed(
              seed(repetition),
              chosen == null ? null : (Double) chosen.nll(),
              without == null ? null : (Double) without.nll(),
              difference == null ? null : (Double) difference.difference()));
    }
    return seeds;
  }
}
