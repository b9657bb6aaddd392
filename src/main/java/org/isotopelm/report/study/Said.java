package org.isotopelm.report.study;

import java.util.List;
import org.isotopelm.study.verdict.Finding;
import org.isotopelm.study.verdict.Finding.Place;
import org.isotopelm.study.verdict.Recommendation;

/** A conclusion in its two parts: the model that a study gives, and what its search found. */
final class Said {
  private Said() {}

  /** The sentences on the model; none where a study makes one only. */
  static List<String> ofModel(List<Finding> findings) {
    return Finding.sentences(
        findings.stream().filter(Recommendation.class::isInstance).toList(), Place.CONCLUSION);
  }

  /** The sentences on the search. */
  static List<String> sentencesOfSearch(List<Finding> findings) {
    return Finding.sentences(
        findings.stream().filter(each -> !(each instanceof Recommendation)).toList(),
        Place.CONCLUSION);
  }

  /** These, with a blank between them. */
  static String ofSearch(List<Finding> findings) {
    return String.join(" ", sentencesOfSearch(findings));
  }
}
