package org.isotopelm.study.training;

/**
 * What one cell will cost.
 *
 * @param secondsPerCell on one thread that has a processor to itself
 * @param busySecondsPerCell the same as busy as the machine was when it was measured
 * @param bytes of the heap that one cell holds; as many cells as there are workers do at once
 * @param steps optimizer steps
 * @param parameters weights of the model
 */
public record Estimate(
    double secondsPerCell, double busySecondsPerCell, long bytes, long steps, long parameters) {}
