package org.isotopelm.project;

import java.util.Optional;
import java.util.function.Supplier;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.train.Listener;
import org.isotopelm.train.TrainingPlan;
import org.isotopelm.train.cost.Memory;

/** Hears what goes on while a run is trained. */
public interface TrainWatch extends Watch {
  /**
   * All is known that follows from the config, and no step is done.
   *
   * @param memory that training will need; of a model by gradients
   */
  void planned(TrainingPlan plan, Optional<Memory> memory);

  /**
   * The folder is the run's.
   *
   * @param soFar what a report would show now; may be asked at any time until the training ends
   */
  default void begun(Supplier<ReportData> soFar) {}

  /** Who hears the steps. */
  Listener listener();
}
