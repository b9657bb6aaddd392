package org.isotopelm;

import org.isotopelm.study.Progress;

/** Hears how a study goes, on the thread that called it. */
public interface StudyListener {
  /** Hears nothing. */
  StudyListener NONE = new StudyListener() {};

  /**
   * The study begins, or a training has ended.
   *
   * @param progress how far it is, and the best point so far
   */
  default void progressed(Progress progress) {}

  /**
   * Something that a user may want to know.
   *
   * @param line one sentence
   */
  default void noted(String line) {}

  /**
   * Something that a user should know before the figures are believed.
   *
   * @param line one sentence
   */
  default void warned(String line) {}
}
