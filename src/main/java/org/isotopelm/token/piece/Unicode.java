package org.isotopelm.token.piece;

/** Classes of code points as regular expressions mean them, and repair of lone surrogates. */
public final class Unicode {
  public static final int SPACE = 0;
  public static final int LETTER = 1;
  public static final int NUMBER = 2;
  public static final int OTHER = 3;

  private static final int IDEOGRAPHS = 0x4E00;
  private static final int LAST_IDEOGRAPH = 0x9FFF;

  /** The categories of the code points from 0 to the last white space, U+3000. */
  private static final byte[] FIRST_CATEGORIES = firstCategories();

  private Unicode() {}

  private static byte[] firstCategories() {
    byte[] categories = new byte[0x3001];
    for (int codePoint = 0; codePoint < categories.length; codePoint++) {
      categories[codePoint] =
          (byte) (isWhiteSpace(codePoint) ? SPACE : categoryOfVisible(codePoint));
    }
    return categories;
  }

  /**
   * {@link #SPACE}, {@link #LETTER}, {@link #NUMBER} or {@link #OTHER}: {@code \s}, {@code \p{L}},
   * {@code \p{N}} and the rest.
   */
  public static int category(int codePoint) {
    if (codePoint < FIRST_CATEGORIES.length) {
      return FIRST_CATEGORIES[codePoint];
    }
    return codePoint >= IDEOGRAPHS && codePoint <= LAST_IDEOGRAPH
        ? LETTER
        : categoryOfVisible(codePoint);
  }

  private static int categoryOfVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER ->
          LETTER;
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
          NUMBER;
      default -> OTHER;
    };
  }

  /** {@code \w} of Unicode's Technical Standard 18, annex C. */
  public static boolean isWordPart(int codePoint) {
    return Character.isAlphabetic(codePoint)
        || switch (Character.getType(codePoint)) {
          case Character.NON_SPACING_MARK,
              Character.ENCLOSING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.DECIMAL_DIGIT_NUMBER,
              Character.CONNECTOR_PUNCTUATION ->
              true;
          default -> codePoint == 0x200C || codePoint == 0x200D; // join controls
        };
  }

  /** A mark: {@code \p{M}}. */
  public static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> false;
    };
  }

  /** {@code \p{P}}, and what else ASCII calls punctuation, such as {@code $} and {@code +}. */
  public static boolean isPunctuation(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint > ' ' && codePoint < 0x7F && !Character.isLetterOrDigit(codePoint);
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  /** {@code \p{N}}. */
  public static boolean isNumber(int codePoint) {
    return category(codePoint) == NUMBER;
  }

  /** Unicode's White_Space, which is neither of {@link Character}'s two notions of it. */
  public static boolean isWhiteSpace(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint == ' ' || (codePoint >= '\t' && codePoint <= '\r');
    }
    return switch (codePoint) {
      case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
      default -> codePoint >= 0x2000 && codePoint <= 0x200A;
    };
  }

  /** The text with U+FFFD in place of each lone surrogate. */
  public static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceLoneSurrogates(text, i);
      }
    }
    return text;
  }

  /** UTF-8 bytes of a text without lone surrogates. */
  public static int utf8Length(String text) {
    return text.codePoints().map(Unicode::utf8Length).sum();
  }

  /** UTF-8 bytes of a code point: 7, 11, 16 or 21 bits. */
  public static int utf8Length(int codePoint) {
    return codePoint < 1 << 7 ? 1 : codePoint < 1 << 11 ? 2 : codePoint < 1 << 16 ? 3 : 4;
  }

  private static String replaceLoneSurrogates(String text, int from) {
    StringBuilder repaired = new StringBuilder(text.length()).append(text, 0, from);
    text.substring(from)
        .codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(repaired::appendCodePoint);
    return repaired.toString();
  }
}
