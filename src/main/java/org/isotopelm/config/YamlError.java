package org.isotopelm.config;

import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says in a sentence what the YAML parser says in its own terms. */
final class YamlError {
  private YamlError() {}

  /** Where the text stops being YAML. */
  static Place place(YamlEngineException error, String text, String file) {
    if (error instanceof ReaderException reader) {
      String before =
          text.substring(
              0, Math.min(text.length(), text.offsetByCodePoints(0, reader.getPosition())));
      int lines = (int) before.lines().count();
      return new Place(file, Math.max(1, lines), before.length() - before.lastIndexOf('\n'));
    }
    Optional<Mark> mark =
        error instanceof MarkedYamlEngineException marked
            ? marked.getProblemMark().or(marked::getContextMark)
            : Optional.empty();
    return mark.map(m -> place(m, file)).orElse(new Place(file, 1, 1));
  }

  private static Place place(Mark mark, String file) {
    return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** What is wrong at {@code place}, and what would mend it. */
  static String sentence(YamlEngineException error, Place place) {
    if (error instanceof ReaderException reader) {
      return String.format(
          Locale.ROOT,
          "the character U+%04X is not allowed in YAML; remove it",
          reader.getCodePoint());
    }
    if (error instanceof MarkedYamlEngineException marked) {
      return sentence(marked, opened(marked, place));
    }
    return "not readable as YAML: "
        + Optional.ofNullable(error.getMessage()).orElse("unknown reason");
  }

  /** {@code " that starts in line 3"} where the parser knows it and it is not the place itself. */
  private static String opened(MarkedYamlEngineException error, Place place) {
    return error
        .getContextMark()
        .filter(mark -> mark.getLine() + 1 != place.line())
        .map(mark -> " that starts in line " + (mark.getLine() + 1))
        .orElse("");
  }

  private static String sentence(MarkedYamlEngineException error, String opened) {
    String problem = Optional.ofNullable(error.getProblem()).orElse("");
    String context = Optional.ofNullable(error.getContext()).orElse("");
    if (problem.contains("TAB")) {
      return "YAML does not allow a tab here; indent with spaces";
    }
    if (problem.contains("cannot start any token")) {
      return "a value cannot start with this character; put the value in quotes";
    }
    if (problem.contains("another document")) {
      return "a second document starts here, and a config is one document; remove the line --- or split the file";
    }
    if (problem.endsWith("are not allowed here") && !problem.startsWith("mapping values")) {
      return "a list entry or a key cannot start here; put it on a line of its own";
    }
    if (problem.contains("<document start>")) {
      return "this does not continue the lines before it; check its indentation";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "this line has a second colon; put the value in quotes, or the second key on a line of its own";
    }
    if (problem.startsWith("could not find expected ':'")) {
      return "this key has no colon; write key: value";
    }
    if (problem.startsWith("found undefined alias")) {
      return "an alias *name needs an anchor &name before it; " + problem;
    }
    if (context.contains("scanning an alias")) {
      return "in YAML a * at the start is an alias; put the value in quotes, such as \"*.txt\"";
    }
    if (problem.startsWith("found unexpected end of stream") && context.contains("quoted")) {
      return "a quoted text" + opened + " is not closed; add the missing quote";
    }
    if (context.contains("flow sequence") || context.contains("flow mapping")) {
      String bracket = context.contains("sequence") ? "list" : "map";
      String close = context.contains("sequence") ? "]" : "}";
      return "the "
          + bracket
          + opened
          + " is not closed, or a comma is missing before this; add "
          + close
          + " or a comma";
    }
    if (context.contains("flow node") || problem.contains("expected the node content")) {
      return "a value is missing here, or a bracket before it is not closed";
    }
    if (context.contains("block mapping") || context.contains("block collection")) {
      return "this does not continue the "
          + (context.contains("mapping") ? "map" : "list")
          + opened
          + "; check its indentation";
    }
    return "not readable as YAML: " + problem;
  }
}
