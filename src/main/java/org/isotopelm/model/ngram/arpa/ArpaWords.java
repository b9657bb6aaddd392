package org.isotopelm.model.ngram.arpa;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isotopelm.token.Tokenizer;

/**
 * How tokens are spelled in ARPA files: as tokenizer.json names them. A character that would cut a
 * line or a word, such as a blank, is written as its code point: {@code <U+0020>}. So is the {@code
 * <} of a token that would be read as one of these, or as one of the format's own words.
 */
final class ArpaWords {
  /** Begins a document; never predicted. */
  static final String BEGIN = "<s>";

  /** Ends a document. */
  static final String END = "</s>";

  static final String UNKNOWN = "<unk>";

  /** The unknown word to some programs, KenLM among them. */
  static final String UNKNOWN_IN_CAPITALS = "<UNK>";

  private static final Pattern ESCAPED = Pattern.compile("<U\\+([0-9A-F]{4,6})>");

  /** Separators, control characters and what would be read as something else. */
  private static final Pattern TO_ESCAPE =
      Pattern.compile("[\\s\\p{Z}\\p{Cc}]|<(?=U\\+[0-9A-F]{4,6}>)|^<(?=(?:/?s|unk|UNK)>$)");

  private ArpaWords() {}

  /** The word of a token. */
  static String word(Tokenizer tokenizer, int token) {
    if (token == tokenizer.endOfDocument()) {
      return END;
    }
    if (tokenizer.unknown().isPresent() && token == tokenizer.unknown().getAsInt()) {
      return UNKNOWN;
    }
    return escaped(tokenizer.token(token));
  }

  static String escaped(String name) {
    return TO_ESCAPE
        .matcher(name)
        .replaceAll(found -> String.format(Locale.ROOT, "<U+%04X>", found.group().codePointAt(0)));
  }

  static String unescaped(String word) {
    return ESCAPED.matcher(word).replaceAll(ArpaWords::character);
  }

  /** A word of a file, which other programs may have written, as this program spells it. */
  static String spelled(String word) {
    return escaped(unescaped(word));
  }

  private static String character(MatchResult escaped) {
    int codePoint = Integer.parseInt(escaped.group(1), 16);
    return Matcher.quoteReplacement(
        isCharacter(codePoint) ? Character.toString(codePoint) : escaped.group());
  }

  private static boolean isCharacter(int codePoint) {
    boolean surrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return Character.isValidCodePoint(codePoint) && !surrogate;
  }
}
