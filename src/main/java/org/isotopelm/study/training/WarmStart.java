package org.isotopelm.study.training;

import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.study.trial.Cell;
import org.isotopelm.train.GradientPlan;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.run.CellTrainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The weights with which a cell begins and ends. Those of a path are kept beside the cells'
 * folders, as {@code NAME.weights}.
 *
 * @param folder the cell's
 */
record WarmStart(Cell cell, Path folder, GradientPlan plan) {
  private static final Logger LOG = LoggerFactory.getLogger(WarmStart.class);

  /**
   * Initial weights, or the final weights of the cell before.
   *
   * @param again trains the cell before again, if its weights are missing or damaged; that gives
   *     the same weights
   */
  float[] weights(BiConsumer<Cell, Path> again) {
    Cell before = cell.after();
    if (before == null) {
      return plan.initialValues();
    }
    try {
      return weights(before);
    } catch (ProblemException e) {
      LOG.warn("{} is trained again for its weights: {}", before.name(), e.getMessage());
      again.accept(before, folder.resolveSibling(before.name()));
      return weights(before);
    }
  }

  private float[] weights(Cell before) {
    return RunReader.weights(kept(folder, before.name()), "last", plan.model().parameters());
  }

  /** Keeps the final weights for a cell that comes after. */
  void keep(TrainResult result) {
    CellTrainer.keepWeights(kept(folder, cell.name()), plan, result);
  }

  /**
   * Where the weights of a cell are kept.
   *
   * @param folder of a cell of the same study
   * @param name of the cell
   */
  static Path kept(Path folder, String name) {
    return folder.resolveSibling(name + ".weights");
  }
}
