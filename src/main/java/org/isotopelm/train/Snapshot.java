package org.isotopelm.train;

import org.isotopelm.param.ParameterSet;

/** A run between two steps. Its arrays are the trainer's own: write them before going on. */
public record Snapshot(TrainState state, ParameterSet parameters, TrainParts parts, boolean best) {}
