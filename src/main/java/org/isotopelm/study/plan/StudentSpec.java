package org.isotopelm.study.plan;

/**
 * The config's {@code study.final.student}: a smaller model that learns from the ensemble.
 *
 * @param width of its layers, as a share of the chosen model's
 */
public record StudentSpec(double width) {
  /**
   * The teacher's share of the loss: a student with 0.35 of the widths gained 0.22 nats a token by
   * it, and 0.08 by half of it (src/bench/distillation).
   */
  public static final double TEACHER_WEIGHT = 0.9;
}
