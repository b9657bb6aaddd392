package org.isotopelm.study.plan;

/**
 * The config's {@code study.final.student}: a smaller model that learns from the ensemble.
 *
 * @param width of its layers, as a share of the chosen model's
 */
public record StudentSpec(double width) {}
