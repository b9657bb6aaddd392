package org.isotopelm.model;

/**
 * A counted model of another program, such as KenLM or SRILM.
 *
 * @param file in the ARPA format, also compressed as .gz
 */
public record ArpaSpec(String file) implements ModelSpec.Counted {}
