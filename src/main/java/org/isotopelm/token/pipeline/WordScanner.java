package org.isotopelm.token.pipeline;

import org.isotopelm.token.piece.Unicode;

/**
 * The scanners of OpenAI's and Llama 3's later expressions, in which a word may take one character
 * before it and numbers have at most three digits.
 */
final class WordScanner {
  private static final int LONGEST_NUMBER = 3;
  private static final char LONG_S = '\u017F'; // the other character whose upper case is S

  private WordScanner() {}

  /**
   * Where the piece that begins at {@code start} ends.
   *
   * @param cases whether a word ends before an upper-case letter that follows a lower-case one, and
   *     takes the contraction after it
   * @param keepsLast whether white space that ends the text is one piece
   */
  static int end(String text, int start, int limit, boolean cases, boolean keepsLast) {
    int contraction = cases ? start : contractionEnd(text, start, limit);
    if (contraction > start) {
      return contraction;
    }
    int first = text.codePointAt(start);
    int afterFirst = start + Character.charCount(first);
    int kind = Unicode.category(first);
    int word = wordEnd(text, start, afterFirst, kind, limit, cases);
    if (word > start) {
      return word;
    }
    if (kind == Unicode.NUMBER) {
      return numberEnd(text, start, limit);
    }
    boolean blankBefore = first == ' ' && isOther(text, afterFirst, limit);
    if (blankBefore || kind == Unicode.OTHER) {
      return symbolsEnd(text, blankBefore ? afterFirst : start, limit, cases);
    }
    return spaceEnd(text, start, limit, keepsLast);
  }

  /** The end of a word that may have one other character before it; {@code start} for none. */
  private static int wordEnd(
      String text, int start, int afterFirst, int kind, int limit, boolean cases) {
    char first = text.charAt(start);
    boolean mayBeBefore =
        kind != Unicode.LETTER && kind != Unicode.NUMBER && first != '\r' && first != '\n';
    if (!cases) {
      int from = mayBeBefore ? afterFirst : start;
      return kind != Unicode.NUMBER && isLetter(text, from, limit)
          ? lettersEnd(text, from, limit)
          : start;
    }
    int end = mayBeBefore ? lowerEnd(text, afterFirst, limit) : -1;
    end = end < 0 ? lowerEnd(text, start, limit) : end;
    end = end < 0 && mayBeBefore ? upperEnd(text, afterFirst, limit) : end;
    end = end < 0 ? upperEnd(text, start, limit) : end;
    return end < 0 ? start : contractionEnd(text, end, limit);
  }

  /**
   * The end of upper-case letters and at least one lower-case one: {@code U*L+}; negative for none.
   */
  private static int lowerEnd(String text, int start, int limit) {
    int at = start;
    int afterLower = -1;
    while (at < limit) {
      int c = text.codePointAt(at);
      if (!isUpper(c)) {
        return isLower(c) ? lowersEnd(text, at, limit) : afterLower;
      }
      at += Character.charCount(c);
      afterLower = isLower(c) ? at : afterLower;
    }
    return afterLower;
  }

  /** The end of upper-case letters, at least one, and lower-case ones: {@code U+L*}. */
  private static int upperEnd(String text, int start, int limit) {
    int at = start;
    while (at < limit && isUpper(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at == start ? -1 : lowersEnd(text, at, limit);
  }

  private static int lowersEnd(String text, int start, int limit) {
    int at = start;
    while (at < limit && isLower(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static int lettersEnd(String text, int start, int limit) {
    int at = start;
    while (at < limit && Unicode.category(text.codePointAt(at)) == Unicode.LETTER) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static int numberEnd(String text, int start, int limit) {
    int at = start;
    for (int digits = 0; digits < LONGEST_NUMBER && at < limit; digits++) {
      int c = text.codePointAt(at);
      if (Unicode.category(c) != Unicode.NUMBER) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  /** Symbols take the line ends after them, and slashes in the expression that sees cases. */
  private static int symbolsEnd(String text, int start, int limit, boolean slashes) {
    int at = start;
    while (isOther(text, at, limit)) {
      at += Character.charCount(text.codePointAt(at));
    }
    while (at < limit && isLineEnd(text.charAt(at), slashes)) {
      at++;
    }
    return at;
  }

  private static boolean isLineEnd(char c, boolean slashes) {
    return c == '\r' || c == '\n' || (slashes && c == '/');
  }

  /**
   * White space up to its last line end; else without its last character, which goes with what
   * follows.
   */
  private static int spaceEnd(String text, int start, int limit, boolean keepsLast) {
    int at = start;
    int afterLine = start;
    while (at < limit && Unicode.isWhiteSpace(text.charAt(at))) {
      at++;
      afterLine = isLineEnd(text.charAt(at - 1), false) ? at : afterLine;
    }
    if (at == limit && keepsLast) {
      return at;
    }
    if (afterLine > start) {
      return afterLine;
    }
    return at < limit && at - start > 1 ? at - 1 : at;
  }

  /** The end of 's, 't, 're, 've, 'm, 'll or 'd in any case; {@code start} for none. */
  private static int contractionEnd(String text, int start, int limit) {
    if (start + 1 >= limit || text.charAt(start) != '\'') {
      return start;
    }
    char first = lower(text.charAt(start + 1));
    if (first == 's' || first == 't' || first == 'm' || first == 'd') {
      return start + 2;
    }
    char second = start + 2 < limit ? lower(text.charAt(start + 2)) : ' ';
    boolean two =
        (first == 'r' && second == 'e')
            || (first == 'v' && second == 'e')
            || (first == 'l' && second == 'l');
    return two ? start + 3 : start;
  }

  private static char lower(char c) {
    return c == LONG_S ? 's' : c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  private static boolean isLetter(String text, int at, int limit) {
    return at < limit && Unicode.category(text.codePointAt(at)) == Unicode.LETTER;
  }

  private static boolean isOther(String text, int at, int limit) {
    return at < limit && Unicode.category(text.codePointAt(at)) == Unicode.OTHER;
  }

  /** {@code [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]}. */
  private static boolean isUpper(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> true;
      default -> isCaseless(codePoint);
    };
  }

  /** {@code [\p{Ll}\p{Lm}\p{Lo}\p{M}]}. */
  private static boolean isLower(int codePoint) {
    return Character.getType(codePoint) == Character.LOWERCASE_LETTER || isCaseless(codePoint);
  }

  private static boolean isCaseless(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }
}
