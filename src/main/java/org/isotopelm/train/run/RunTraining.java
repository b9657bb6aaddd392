package org.isotopelm.train.run;

import java.util.function.BooleanSupplier;
import org.isotopelm.math.Team;
import org.isotopelm.train.Listener;
import org.isotopelm.train.TrainResult;

/** The training of a run in its folder, which {@link RunFolder} holds. */
public sealed interface RunTraining permits GradientTraining, SteplessRun {
  /** Trains from where the run stands, or from the beginning, and keeps what it makes. */
  TrainResult train(Team team, Listener listener, BooleanSupplier stop);
}
