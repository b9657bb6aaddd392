package org.isotopelm.advice;

/**
 * What one change does to λ.
 *
 * @param factor by which the setting changes
 * @param lambda by which λ changes for it
 * @param doubt the factor of the 95 % interval, up and down, that it adds
 * @param rule by which
 * @param because how it follows
 */
public record Part(
    Change change, double factor, double lambda, double doubt, String rule, String because) {}
