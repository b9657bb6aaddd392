package org.isotopelm.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.FinalTask.Student;
import org.isotopelm.study.FinalTask.Weights;
import org.isotopelm.study.FinalTask.Whole;
import org.isotopelm.study.journal.StudyFolder;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.FinalWork;
import org.isotopelm.study.plan.FinalWork.Part;
import org.isotopelm.study.plan.Makespan;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.Contender;
import org.jspecify.annotations.Nullable;

/**
 * The trainings that a study ends with, and the folders of their runs: the chosen point and its λ =
 * 0 with each seed, the other members of the ensemble, each opponent once, and what gives the
 * mixture its weights.
 *
 * @param best the chosen point
 * @param zero its λ = 0; null where nothing decays, or the time is too short
 * @param work what is made of the chosen point; null for one model
 * @param study the study's folder
 */
record FinalTasks(
    Plan plan, Contender best, @Nullable Contender zero, @Nullable FinalWork work, Path study) {

  static FinalTasks of(Plan plan, Point best, @Nullable FinalWork work, Path study) {
    boolean leftOut = work != null && work.leavesOut(Part.ZERO);
    Point none = leftOut ? null : plan.space().zeroOf(best);
    return new FinalTasks(
        plan, Contender.of(best), none == null ? null : Contender.of(none), work, study);
  }

  /** How many trainings a plan ends with, where λ = 0 is not what was chosen. */
  static int count(Plan plan) {
    return count(plan, asked(plan));
  }

  private static @Nullable FinalWork asked(Plan plan) {
    FinalSpec finals = plan.spec().finals();
    return finals == null ? null : FinalWork.all(finals);
  }

  private static int count(Plan plan, @Nullable FinalWork work) {
    boolean zero = !plan.space().decays().isEmpty() && (work == null || !work.leavesOut(Part.ZERO));
    FinalSpec finals = finals(work);
    return chosen(plan.spec(), work)
        + (zero ? plan.spec().seeds() : 0)
        + opponents(plan, work).size()
        + weights(finals).size()
        + students(finals).size();
  }

  private static @Nullable FinalSpec finals(@Nullable FinalWork work) {
    return work == null ? null : work.finals();
  }

  /** What is made of the chosen point; null for one model. */
  @Nullable FinalSpec finals() {
    return finals(work);
  }

  /**
   * Trainings of the chosen point: one for each seed, as far as each is compared with λ = 0, and
   * for each member of the ensemble.
   */
  private static int chosen(StudySpec spec, @Nullable FinalWork work) {
    return work == null
        ? spec.seeds()
        : Math.max(work.leavesOut(Part.ZERO) ? 1 : spec.seeds(), work.finals().members());
  }

  private static List<Weights> weights(@Nullable FinalSpec finals) {
    return finals != null && finals.mix() ? List.of(new Weights()) : List.of();
  }

  /**
   * A student counts as one training. It takes less, its teacher's reading included: 1.6 s of a
   * processor, at most 0.35 s of them for the reading, against 2.0 s for a member (lstm of width
   * 80, 100 kB, 4 epochs, 4 members, 0.35 of the widths).
   */
  private static List<Student> students(@Nullable FinalSpec finals) {
    return finals != null && finals.student() != null ? List.of(new Student()) : List.of();
  }

  /** How many of them are trainings, if the search goes as expected. */
  static int trainings(Plan plan) {
    return trainings(plan, asked(plan), KeptNetwork.isExpected(plan.spec()));
  }

  /**
   * Those that take as long as a training.
   *
   * @param kept whether the mixture's weights are fitted with a network of the search
   */
  private static int trainings(Plan plan, @Nullable FinalWork work, boolean kept) {
    return count(plan, work) - (kept ? weights(finals(work)).size() : 0);
  }

  /**
   * How long a plan's end takes, if the search goes as expected.
   *
   * @param cell seconds of a cell
   */
  static double seconds(Plan plan, double cell, int workers) {
    return seconds(plan, asked(plan), cell, workers, KeptNetwork.isExpected(plan.spec()));
  }

  /**
   * How long it takes.
   *
   * @param cell seconds of a cell, whose text is shorter by a fold
   * @param kept whether the mixture's weights are fitted with a network of the search
   */
  static double seconds(
      Plan plan, @Nullable FinalWork work, double cell, int workers, boolean kept) {
    FinalSpec finals = finals(work);
    DoubleStream wholes =
        DoubleStream.generate(() -> longer(plan.spec(), finals)).limit(trainings(plan, work, true));
    // The training for the mixture's weights is on the text of a cell.
    DoubleStream fitted =
        kept || finals == null || !finals.mix()
            ? DoubleStream.empty()
            : DoubleStream.of(finals.epochs());
    return cell * Makespan.of(DoubleStream.concat(wholes, fitted), workers);
  }

  /** How many times as long a final training is as a cell: for its text, and for its epochs. */
  private static double longer(StudySpec spec, @Nullable FinalSpec finals) {
    double text = spec.folds() == 1 ? 1 : spec.folds() / (spec.folds() - 1.0);
    return finals == null ? text : text * finals.epochs();
  }

  /** Those that are trained on the same text; λ = 0 has its own place. */
  static List<Contender> opponents(Plan plan) {
    return plan.opponents().stream()
        .filter(each -> !Contender.ZERO.equals(each.opponent()))
        .filter(
            each ->
                each.point().overrides().keySet().stream()
                    .noneMatch(path -> path.startsWith("data.")))
        .toList();
  }

  private static List<Contender> opponents(Plan plan, @Nullable FinalWork work) {
    return work != null && work.leavesOut(Part.OPPONENTS) ? List.of() : opponents(plan);
  }

  /** The opponents that are trained. */
  List<Contender> opponents() {
    return opponents(plan, work);
  }

  /** The counted model that the mixture holds. */
  CountedSpec counted() {
    return Objects.requireNonNullElse(plan.spec().counted(), CountedSpec.STANDARD);
  }

  /** All of them. What others wait for comes first. */
  List<FinalTask> all() {
    List<FinalTask> all = new ArrayList<>();
    seeds(chosen(plan.spec(), work)).forEach(seed -> all.add(new Whole(best, seed)));
    // If λ = 0 was chosen, both are the same training.
    if (zero != null && !zero.equals(best)) {
      seeds(plan.spec().seeds()).forEach(seed -> all.add(new Whole(zero, seed)));
    }
    opponents().forEach(each -> all.add(new Whole(each, seed(0))));
    all.addAll(weights(finals()));
    return all;
  }

  /** What can begin when the trainings of the ensemble have ended. */
  List<Student> later() {
    return students(finals());
  }

  /** The trainings of the ensemble, the single model first. */
  List<Whole> members() {
    FinalSpec finals = finals();
    return seeds(finals == null ? 1 : finals.members())
        .mapToObj(seed -> new Whole(best, seed))
        .toList();
  }

  private LongStream seeds(int number) {
    return LongStream.range(seed(0), seed(number));
  }

  /** The seed of a repetition, from 0. */
  long seed(int repetition) {
    return plan.spec().seed() + repetition;
  }

  /** Where a run is kept. */
  Path folder(Whole task) {
    boolean first = task.seed() == seed(0);
    if (first && task.contender().equals(best)) {
      return folder(work == null ? StudyFolder.CHOSEN : StudyFolder.SINGLE);
    }
    if (members().contains(task)) {
      return folder(StudyFolder.MEMBERS).resolve("seed-" + task.seed());
    }
    if (first && task.contender().equals(zero)) {
      return folder(StudyFolder.ZERO);
    }
    return passing(task.contender(), task.seed());
  }

  /** Where the training for the mixture's weights keeps its progress, or its network is kept. */
  Path weightsFolder() {
    return passing(best, seed(0));
  }

  /** The network that stands in for that training; empty where none does. */
  Optional<Path> substitute() {
    return work != null && work.leavesOut(Part.WEIGHTS)
        ? KeptNetwork.any(study, plan.spec())
        : Optional.empty();
  }

  /** What is of no use once the study has ended. */
  private Path passing(Contender contender, long seed) {
    return folder(StudyFolder.FINALS).resolve(new Cell(contender, 0, seed).name());
  }

  /** One of the study's folders. */
  Path folder(String name) {
    return study.resolve(name);
  }
}
