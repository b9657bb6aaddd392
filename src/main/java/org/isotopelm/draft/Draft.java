package org.isotopelm.draft;

import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.survey.Survey;

/**
 * What was decided for texts that came without a config.
 *
 * @param survey what was found
 * @param decisions in the config's order
 * @param time how long it will take of the time that there is
 * @param limit of the time, which is no part of the config
 * @param doubts what a user should know before it is trained, a sentence each
 */
public record Draft(
    Survey survey, List<Decision> decisions, String time, TimeLimit limit, List<String> doubts) {
  public Draft {
    decisions = List.copyOf(decisions);
    doubts = List.copyOf(doubts);
  }

  /** What was decided of the text, and then of its study. */
  static Draft of(Survey survey, List<Decision> data, Rules.Ruled ruled) {
    List<Decision> all = Stream.concat(data.stream(), ruled.decisions().stream()).toList();
    return new Draft(survey, all, ruled.time(), ruled.limit(), ruled.doubts());
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
