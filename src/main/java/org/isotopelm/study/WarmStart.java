package org.isotopelm.study;

import java.nio.file.Path;
import java.util.Locale;
import org.isotopelm.IsotopeException;
import org.isotopelm.train.CellTrainer;
import org.isotopelm.train.RunCheckpoints;
import org.isotopelm.train.TrainResult;
import org.isotopelm.train.TrainingPlan;

/**
 * The weights that a cell begins from and leaves behind. Those of a path are kept beside the cells'
 * folders, as {@code NAME.weights}.
 *
 * @param folder the cell's
 */
record WarmStart(Cell cell, Path folder, TrainingPlan plan) {

  /**
   * Initial weights, or those that the cell before has ended with.
   *
   * @throws IsotopeException data: where these are missing or damaged
   */
  float[] weights() {
    if (cell.after() == null) {
      return plan.initialValues();
    }
    Path before = kept(cell.predecessor());
    try {
      return RunCheckpoints.weights(before, "last", plan.model().parameters());
    } catch (IsotopeException e) {
      throw IsotopeException.data(
          String.format(
              Locale.ROOT,
              "%s: the weights of %s, from which the training of %s on fold %d begins, cannot be read: %s; start the study anew with --force",
              before,
              cell.after().label(),
              cell.contender().label(),
              cell.fold() + 1,
              e.getMessage()),
          e);
    }
  }

  /** Keeps the final weights for a cell that comes after. */
  void keep(TrainResult result) {
    CellTrainer.keepWeights(kept(cell.name()), plan, result);
  }

  private Path kept(String name) {
    return folder.resolveSibling(name + ".weights");
  }
}
