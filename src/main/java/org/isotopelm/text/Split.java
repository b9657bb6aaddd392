package org.isotopelm.text;

/**
 * Which documents train a model and which are held out: document numbers of a corpus, ascending.
 * The arrays are shared, not copied; nobody changes them.
 */
public record Split(int[] train, int[] validation, int[] test) {}
