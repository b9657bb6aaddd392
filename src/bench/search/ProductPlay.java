package org.isotopelm.study.search;

import java.util.List;
import java.util.Map;
import org.isotopelm.study.comparison.Selection;
import org.isotopelm.study.plan.Plan;
import org.isotopelm.study.plan.Samplers;
import org.isotopelm.study.plan.StudySpec;
import org.isotopelm.study.space.Point;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.study.trial.CellResult;
import org.isotopelm.study.trial.Trial;
import org.isotopelm.study.trial.Trials;
import org.isotopelm.text.FoldOrder;
import org.jspecify.annotations.Nullable;

/**
 * A play of a study's own search, pruning and choice, by the code that plans a study. It lacks the
 * opponents, and what keeps cells.
 */
final class ProductPlay {
  private final Play play;
  private final Trials trials = new Trials();
  private final Sampler sampler;
  private Plan plan;

  private ProductPlay(Play play, Search search, Pruning pruning) {
    this.play = play;
    StudySpec spec = spec(play, search, pruning);
    sampler = Samplers.of(spec, play.board.space());
    plan = new Plan(spec, play.board.space(), List.of(), List.of(), null, null);
    play.chooseBy(this::choice);
    play.keepFree(plan::keptFree);
  }

  /** Plays until the search ends or all is spent. */
  static void play(Play play, Search search, Pruning pruning) {
    new ProductPlay(play, search, pruning).search();
  }

  static StudySpec spec(Play play, Search search, Pruning pruning) {
    return new StudySpec(
        search,
        Map.of(),
        List.of(),
        pruning,
        StudySpec.Budget.NONE,
        play.board.folds(),
        FoldOrder.HASH,
        0,
        StudySpec.TokenizerFit.REFIT,
        1,
        1000 + play.seed,
        0,
        StudySpec.Hold.LAMBDA,
        Map.of(),
        null,
        null);
  }

  private void search() {
    for (int round = 1; ; round++) {
      Sampler.Proposal next = sampler.next(plan.observations(trials));
      if (next.points().isEmpty()) {
        return;
      }
      plan = plan.with(Plan.Proposed.round(round, next));
      for (int batch = 0; batch < plan.batches(round); batch++) {
        plan.batch(round, batch).forEach(this::train);
        plan = plan.without(plan.givenUp(round, batch + 1, trials));
      }
    }
  }

  private void train(Cell cell) {
    trials.add(trial(cell, play.train(index(cell.contender().point()), cell.fold())));
  }

  private int index(@Nullable Point point) {
    return play.board.points().indexOf(point);
  }

  private static Trial trial(Cell cell, double nll) {
    return Double.isNaN(nll)
        ? Trial.diverged(cell, "recorded")
        : Trial.of(cell, CellResult.counted(nll, 1, 1, 0, List.of(), List.of(), 0, 0));
  }

  /** The study's choice, were it to end now; with what follows its search, as far as that goes. */
  private int choice(int left) {
    Trials all = new Trials();
    trials.of(plan.everyCell()).forEach(all::add);
    int cells = left;
    for (List<Cell> next = plan.closing(all); !next.isEmpty(); next = plan.closing(all)) {
      List<Cell> missing = next.stream().filter(cell -> !all.contains(cell)).toList();
      if (missing.size() > cells && plan.canChoose(all)) {
        break;
      }
      for (Cell cell : missing.subList(0, Math.min(cells, missing.size()))) {
        all.add(trial(cell, play.peek(index(cell.contender().point()), cell.fold())));
      }
      if (missing.size() > cells) {
        break;
      }
      cells -= missing.size();
    }
    return index(Selection.of(plan.without(plan.givenUpAtLast(all)), all).best());
  }
}
