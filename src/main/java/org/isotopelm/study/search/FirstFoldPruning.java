package org.isotopelm.study.search;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.isotopelm.study.trial.Observation;
import org.jspecify.annotations.Nullable;

/**
 * One fold first: the search trains each point on one cell only. After the search the three points
 * that look best get their other cells, and the others are given up. A budget keeps some cells free
 * for them.
 *
 * <p>All points share the text, the initial weights and the batches of their first cell, so one
 * cell ranks them nearly as well as all do. The other cells are for the choice among the best, and
 * for their figures.
 */
@JsonTypeName("first_fold")
public record FirstFoldPruning() implements Pruning {

  @Override
  public String sentence() {
    return "The search trained each point on one cell; after it, the three points that looked best got their other cells.";
  }

  @Override
  public @Nullable String reason(Observation point, PruningRound round) {
    return null;
  }

  @Override
  public int cellsInSearch(int all) {
    return 1;
  }
}
