package org.isotopelm.text.catalog;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the comments of Java source. */
final class JavaComments {
  /** Literals are matched so that what looks like a comment in them is none. */
  private static final Pattern LITERAL_OR_COMMENT =
      Pattern.compile(
          "\"\"\"(?s:.*?)\"\"\"|\"(?:[^\"\\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\\n]|\\\\.)*+'"
              + "|/\\*(?<block>(?s:.*?))\\*/|//(?<line>[^\\n]*)");

  private JavaComments() {}

  /** Hands over the text of each comment, without slashes, asterisks and blanks around lines. */
  static void forEach(String source, Consumer<String> comments) {
    Matcher matcher = LITERAL_OR_COMMENT.matcher(source);
    while (matcher.find()) {
      String block = matcher.group("block");
      String line = matcher.group("line");
      if (block != null) {
        comments.accept(plain(block));
      } else if (line != null) {
        comments.accept(plain(line));
      }
    }
  }

  static boolean hasHanzi(String text) {
    return text.codePoints()
        .anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
  }

  private static String plain(String comment) {
    return comment
        .lines()
        .map(line -> line.strip().replaceFirst("^[*/]+", "").strip())
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
