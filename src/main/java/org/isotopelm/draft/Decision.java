package org.isotopelm.draft;

/**
 * A value that a config gets, and why.
 *
 * @param path dotted, such as {@code study.space.lambda.values}
 * @param value a text, number, truth value, list, or map, as Jackson writes it
 * @param reason one line for people, the comment in the config
 */
public record Decision(String path, Object value, String reason) {
  public Decision {
    if (reason.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a reason is one line: " + reason);
    }
  }
}
