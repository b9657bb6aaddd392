package org.isotopelm.draft;

import java.util.List;
import org.isotopelm.survey.Survey;

/**
 * What was decided for texts that came without a config.
 *
 * @param survey what was found
 * @param decisions in the config's order
 * @param doubts what a user should know before it is trained, a sentence each
 */
public record Draft(Survey survey, List<Decision> decisions, List<String> doubts) {
  public Draft {
    decisions = List.copyOf(decisions);
    doubts = List.copyOf(doubts);
  }

  /**
   * The config.
   *
   * @param header lines of the comment at its head
   */
  public String yaml(List<String> header) {
    return CommentedYaml.of(header, decisions);
  }
}
