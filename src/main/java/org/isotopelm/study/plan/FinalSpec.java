package org.isotopelm.study.plan;

/**
 * The config's {@code study.final}: what is made of the chosen point.
 *
 * @param members trainings of an ensemble, each with a seed of its own and the single model among
 *     them; 1: no ensemble
 * @param mix whether to mix the best of them with the counted model and a cache
 */
public record FinalSpec(int members, boolean mix) {
  /** Tokens that the cache of the mixture remembers. */
  public static final int CACHE = 1000;
}
