package org.isotopelm.study.comparison;

/**
 * The network of a study's single final model.
 *
 * @param kind of model, as configs write it
 * @param passes over its training text
 */
public record FinalNetwork(String kind, double passes) {}
