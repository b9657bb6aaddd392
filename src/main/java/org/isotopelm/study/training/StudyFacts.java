package org.isotopelm.study.training;

import java.util.Map;

/** What a study asks of its config and its text without training. */
public interface StudyFacts {
  /** Whether a config with these values is the study's own, its defaults included. */
  boolean isStandard(Map<String, Object> overrides);

  /** A hash of the documents of the test split, in any order; empty where there is none. */
  String testSplit();
}
