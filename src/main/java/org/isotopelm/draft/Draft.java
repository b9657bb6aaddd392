package org.isotopelm.draft;

import java.util.List;
import org.isotopelm.survey.Survey;

/**
 * What was decided for texts that came without a config.
 *
 * @param survey what was found
 * @param decisions in the config's order
 */
public record Draft(Survey survey, List<Decision> decisions) {
  public Draft {
    decisions = List.copyOf(decisions);
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
