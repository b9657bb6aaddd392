package org.isotopelm.study;

import java.util.List;

/**
 * A finished study.
 *
 * @param plan what was trained
 * @param result what was found
 * @param trials every cell, in the plan's order
 */
public record StudyOutcome(Plan plan, StudyResult result, List<Trial> trials) {

  /** The same with one more warning. */
  StudyOutcome warned(String warning) {
    return new StudyOutcome(plan, result.withWarning(warning), trials);
  }
}
