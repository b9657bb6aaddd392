package org.isotopelm.token.pipeline;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.JsonPart;

/**
 * What Split and Replace look for: a text, or a regular expression of Oniguruma in Ruby's syntax.
 *
 * <p>Such an expression means the same to {@link Pattern}, but for what {@link #translated} changes
 * and what {@link #read} refuses: there {@code ^}, {@code $} and the dot know no end of a line but
 * {@code \n}, and classes are Unicode's.
 */
final class Expression {
  /** A letter, mark, digit or connector. */
  private static final String WORD = "\\p{L}\\p{M}\\p{Nd}\\p{Pc}";

  /** What means something else in Java, or nothing. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "\\\\[KGhHXRkgyYNO]|\\(\\?[a-z-]*m|\\(\\?[~#<(]|\\{[0-9,]+\\}\\+|\\[\\[:|\\\\p\\{\\^|\\\\[bBZ]");

  /** Usual expressions look at each character a few times. */
  private static final long STEPS_FOR_EACH = 1000;

  private static final long FREE_STEPS = 10_000_000;

  private final String source;
  private final boolean literal;
  private final Pattern pattern;

  private Expression(String source, boolean literal, Pattern pattern) {
    this.source = source;
    this.literal = literal;
    this.pattern = pattern;
  }

  /** A text that stands for itself. */
  static Expression literal(String text) {
    return new Expression(text, true, Pattern.compile(text, Pattern.LITERAL));
  }

  /** A regular expression that Isotope has checked. */
  static Expression regex(String source) {
    return new Expression(
        source,
        false,
        Pattern.compile(
            translated(source),
            Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES | Pattern.MULTILINE));
  }

  /** The pattern that stands in a file: an object with String or Regex, or a text. */
  static Expression read(JsonPart part) {
    if (part.node().isString()) {
      return literal(part.text());
    }
    if (!part.at("String").isAbsent()) {
      return literal(part.at("String").text());
    }
    JsonPart expression = part.at("Regex");
    String source = expression.text();
    Matcher foreign =
        FOREIGN.matcher(source.replace("\\\\", "").replace("(?<!", "").replace("(?<=", ""));
    if (foreign.find()) {
      throw expression.refused("regular expressions without " + foreign.group());
    }
    try {
      return regex(source);
    } catch (PatternSyntaxException e) {
      throw expression.refused("regular expressions that Java has too: " + e.getDescription());
    }
  }

  /** {@code \w} and {@code \W} by the classes that they are made of there. */
  private static String translated(String source) {
    StringBuilder java = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      if (c == '\\' && i + 1 < source.length()) {
        char escaped = source.charAt(++i);
        switch (escaped) {
          case 'w' -> java.append(depth > 0 ? WORD : "[" + WORD + "]");
          case 'W' -> java.append("[^" + WORD + "]");
          default -> java.append(c).append(escaped);
        }
        continue;
      }
      depth += c == '[' ? 1 : c == ']' && depth > 0 ? -1 : 0;
      java.append(c);
    }
    return java.toString();
  }

  String source() {
    return source;
  }

  boolean isLiteral() {
    return literal;
  }

  /** Looks for it in a part of a text, as if the part were the whole. */
  Matcher matcher(String text, int begin, int end) {
    return pattern
        .matcher(literal ? text : new Bounded(text, source, STEPS_FOR_EACH * (end - begin)))
        .region(begin, end);
  }

  /**
   * The next match, if there is one.
   *
   * @throws ProblemException (data) if the search takes more memory or time than there is
   */
  boolean find(Matcher matcher) {
    try {
      return matcher.find();
    } catch (StackOverflowError e) {
      throw tooLong(source, "memory", matcher.regionEnd() - matcher.regionStart());
    }
  }

  private static ProblemException tooLong(String source, String lacking, int length) {
    return ProblemException.data(
        "the tokenizer's expression %s needs more %s than there is for a text of %s characters; cut the text into shorter documents"
            .formatted(source, lacking, Integer.toString(length)));
  }

  /** A text that counts how often it is looked at: some expressions look back without end. */
  private static final class Bounded implements CharSequence {
    private final String text;
    private final String source;
    private long left;

    Bounded(String text, String source, long steps) {
      this.text = text;
      this.source = source;
      this.left = FREE_STEPS + steps;
    }

    @Override
    public char charAt(int at) {
      if (--left < 0) {
        throw tooLong(source, "time", text.length());
      }
      return text.charAt(at);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int begin, int end) {
      return text.substring(begin, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  Map<String, Object> json() {
    return JsonObject.of(literal ? "String" : "Regex", source);
  }
}
