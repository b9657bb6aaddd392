package org.isotopelm.optim.schedule;

/** Shapes of the learning rate over a run, after the warm-up. */
public enum ScheduleKind {
  CONSTANT,
  LINEAR,
  COSINE,
  WARMUP_STABLE_ANNEAL
}
