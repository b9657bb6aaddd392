package org.isotopelm.study;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.isotopelm.baseline.CountedSpec;
import org.isotopelm.study.Study.Session;
import org.isotopelm.study.plan.FinalSpec;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.plan.StudySpec.Budget;
import org.isotopelm.study.plan.StudySpec.Hold;
import org.isotopelm.study.plan.StudySpec.TokenizerFit;
import org.isotopelm.study.search.GridSearch;
import org.isotopelm.study.search.NoPruning;
import org.isotopelm.study.search.Pruning;
import org.isotopelm.study.search.RandomSearch;
import org.isotopelm.study.search.Search;
import org.isotopelm.study.space.Dimension;
import org.isotopelm.text.FoldOrder;
import org.jspecify.annotations.Nullable;

/** Studies for tests. */
public final class Studies {
  private Studies() {}

  /** A grid over λ on three folds, with an opponent of fewer epochs at λ = 0. */
  public static StudySpec grid(Object... lambdas) {
    return of(
        gridSearch(),
        Map.of("lambda", values(FakeRunner.LAMBDA, lambdas)),
        3,
        1,
        Map.of("short", Map.of(FakeRunner.LAMBDA, 0, "train.epochs", 5)));
  }

  /** The same study with these. */
  public static StudySpec with(StudySpec spec, Pruning pruning, Budget budget, int outerFolds) {
    return new StudySpec(
        spec.search(),
        spec.space(),
        spec.tryFirst(),
        pruning,
        budget,
        spec.folds(),
        spec.foldOrder(),
        outerFolds,
        spec.tokenizer(),
        spec.seeds(),
        spec.seed(),
        spec.retries(),
        spec.hold(),
        spec.opponents(),
        spec.counted(),
        null);
  }

  /** A search of these dimensions on two folds with two seeds, without opponents. */
  public static StudySpec of(Search search, Map<String, Dimension> space) {
    return of(search, space, 2, 2, Map.of());
  }

  /** A study without pruning or budget, of seed 1. */
  public static StudySpec of(
      Search search,
      Map<String, Dimension> space,
      int folds,
      int seeds,
      Map<String, Map<String, Object>> opponents) {
    return new StudySpec(
        search,
        space,
        List.of(),
        new NoPruning(),
        Budget.NONE,
        folds,
        FoldOrder.HASH,
        0,
        TokenizerFit.REFIT,
        seeds,
        1,
        1,
        Hold.LAMBDA,
        opponents,
        null,
        null);
  }

  /** A search without folds or repetitions, of this seed and with these points first. */
  public static StudySpec search(
      Search search, Map<String, Dimension> space, long seed, List<Map<String, Object>> tryFirst) {
    return new StudySpec(
        search,
        space,
        tryFirst,
        new NoPruning(),
        Budget.NONE,
        1,
        FoldOrder.HASH,
        0,
        TokenizerFit.REFIT,
        1,
        seed,
        1,
        Hold.LAMBDA,
        Map.of(),
        null,
        null);
  }

  /** The same study with a counted baseline of this order. */
  public static StudySpec counted(StudySpec spec, int order) {
    return new StudySpec(
        spec.search(),
        spec.space(),
        spec.tryFirst(),
        spec.pruning(),
        spec.budget(),
        spec.folds(),
        spec.foldOrder(),
        spec.outerFolds(),
        spec.tokenizer(),
        spec.seeds(),
        spec.seed(),
        spec.retries(),
        spec.hold(),
        spec.opponents(),
        new CountedSpec(order),
        null);
  }

  /** The same study, which makes this of its choice. */
  public static StudySpec finals(StudySpec spec, FinalSpec finals) {
    return with(spec, spec.budget(), spec.seeds(), finals);
  }

  /** The same study with another budget, number of seeds, and models at its end. */
  public static StudySpec with(
      StudySpec spec, Budget budget, int seeds, @Nullable FinalSpec finals) {
    return new StudySpec(
        spec.search(),
        spec.space(),
        spec.tryFirst(),
        spec.pruning(),
        budget,
        spec.folds(),
        spec.foldOrder(),
        spec.outerFolds(),
        spec.tokenizer(),
        seeds,
        spec.seed(),
        spec.retries(),
        spec.hold(),
        spec.opponents(),
        spec.counted(),
        finals);
  }

  /** So many members of an ensemble, and perhaps a mixture. */
  public static FinalSpec members(int number, boolean mix) {
    return new FinalSpec(number, 1, FinalSpec.Weights.LAST, mix, null);
  }

  public static Search gridSearch() {
    return new GridSearch();
  }

  public static Search random(int trials) {
    return new RandomSearch(trials);
  }

  public static Dimension values(String path, Object... values) {
    return new Dimension(List.of(path), List.of(values), null, null, false, Map.of());
  }

  public static Dimension logUniform(String path, double low, double high) {
    return new Dimension(List.of(path), null, List.of(low, high), null, false, Map.of());
  }

  public static Dimension uniform(String path, double low, double high) {
    return new Dimension(List.of(path), null, null, List.of(low, high), false, Map.of());
  }

  /** A map that keeps its order. */
  public static Map<String, Dimension> space(
      String first, Dimension one, String second, Dimension two) {
    Map<String, Dimension> space = new LinkedHashMap<>();
    space.put(first, one);
    space.put(second, two);
    return space;
  }

  public static Session session(Path folder, int workers) {
    return session(folder, Map.of("config", 1), workers);
  }

  /** A session of this identity, whose ledger lies in its own folder. */
  public static Session session(Path folder, Object identity, int workers) {
    return new Session(
        folder,
        folder.resolve("ledger.jsonl"),
        identity,
        workers,
        false,
        false,
        Deadline.NONE,
        progress -> {},
        () -> false);
  }

  /** The same session, started anew. */
  public static Session anew(Session session, boolean lookAgain) {
    return new Session(
        session.folder(),
        session.ledger(),
        session.identity(),
        session.workers(),
        true,
        lookAgain,
        session.deadline(),
        session.progress(),
        session.cancelled());
  }

  /** The same session, which reports its progress here and is cancelled so. */
  public static Session watched(
      Session session, Consumer<Progress> progress, BooleanSupplier cancelled) {
    return new Session(
        session.folder(),
        session.ledger(),
        session.identity(),
        session.workers(),
        session.anew(),
        session.lookAgain(),
        session.deadline(),
        progress,
        cancelled);
  }
}
