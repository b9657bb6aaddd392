package org.isotopelm.study.training;

/**
 * What one cell will cost.
 *
 * @param secondsPerCell on one thread that has a processor to itself
 * @param busySecondsPerCell the same as busy as the machine was when it was measured
 * @param bytes heap that one cell uses; as many cells run at once as there are workers
 * @param steps optimizer steps
 * @param parameters weights of the model
 */
public record Estimate(
    double secondsPerCell, double busySecondsPerCell, long bytes, long steps, long parameters) {}
