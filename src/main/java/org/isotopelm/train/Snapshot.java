package org.isotopelm.train;

import org.isotopelm.optim.Optimizer;
import org.isotopelm.param.ParameterSet;

/**
 * A run between two steps. Its arrays are the trainer's own: write them before going on.
 *
 * @param carried [rows, S] the model's state where it carries one from batch to batch
 */
public record Snapshot(
    TrainState state,
    ParameterSet parameters,
    float[] values,
    Optimizer optimizer,
    float[] carried,
    boolean best) {}
