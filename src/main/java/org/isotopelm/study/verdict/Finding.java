package org.isotopelm.study.verdict;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that a study found, with the figures it rests on. All that a study reports in its
 * conclusion, its warnings, and the marks of tables and plots, is rendered from these: what is not
 * a finding is not said.
 */
public sealed interface Finding
    permits Recommendation,
        Ranking,
        AgainstZero,
        AgainstOthers,
        Scope,
        Tested,
        Incomplete,
        NotMade,
        Searched,
        Doubt {

  /** Where a finding is said. */
  enum Place {
    /** As a sentence of the conclusion. */
    CONCLUSION,
    /** As one of the warnings. */
    WARNING,
    /** As a mark of tables and plots only. */
    MARK
  }

  Place place();

  /** The finding in plain English, one sentence or two. */
  String sentence();

  /** What a place says, in the findings' order. */
  static List<String> sentences(List<Finding> findings, Place place) {
    return findings.stream().filter(each -> each.place() == place).map(Finding::sentence).toList();
  }

  /** The conclusion, with a blank between its sentences. */
  static String conclusion(List<Finding> findings) {
    return sentences(findings, Place.CONCLUSION).stream().collect(Collectors.joining(" "));
  }
}
