package org.isotopelm.token.pipeline;

import org.isotopelm.token.piece.Unicode;

/**
 * How a text is cut into pieces that no token crosses. The pieces follow each other without a gap.
 *
 * <p>Each is a scanner written out for the regular expression beside it, which tokenizer.json
 * states: {@link java.util.regex.Pattern} takes several times as long and means less by {@code \s}.
 */
public enum PieceScanner {
  /**
   * GPT-2 (Radford et al. 2019): <code>
   * 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</code>.
   */
  GPT2 {
    @Override
    public int end(String text, int start, int limit) {
      int contraction = contraction(text, start, limit);
      return contraction > 0 ? start + contraction : runEnd(text, start, limit);
    }

    @Override
    int kind(int codePoint) {
      return Unicode.category(codePoint);
    }
  },

  /** Runs of non-blanks, each with the blank before it: {@code ?\S+|\s+(?!\S)|\s+}. */
  BLANKS {
    @Override
    public int end(String text, int start, int limit) {
      return runEnd(text, start, limit);
    }

    @Override
    int kind(int codePoint) {
      return Unicode.isWhiteSpace(codePoint) ? Unicode.SPACE : Unicode.OTHER;
    }
  },

  /** Words between white space, which is a piece as well: {@code \S+|\s+}. */
  WORDS {
    @Override
    public int end(String text, int start, int limit) {
      return sameKindEnd(text, start, limit);
    }

    @Override
    int kind(int codePoint) {
      return BLANKS.kind(codePoint);
    }
  },

  /** Every code point by itself: {@code [\s\S]}. */
  CHARACTERS {
    @Override
    public int end(String text, int start, int limit) {
      return start + Character.charCount(text.codePointAt(start));
    }

    @Override
    int kind(int codePoint) {
      return Unicode.OTHER;
    }
  },

  /** Unicode's words, and runs of what is neither word nor space: {@code \w+|[^\w\s]+|\s+}. */
  UNICODE_WORDS {
    @Override
    public int end(String text, int start, int limit) {
      return sameKindEnd(text, start, limit);
    }

    @Override
    int kind(int codePoint) {
      return Unicode.isWordPart(codePoint) ? Unicode.LETTER : BLANKS.kind(codePoint);
    }
  },

  /** Llama 3's: as {@link #CL100K}, but white space that ends the text is cut as any other. */
  LLAMA3 {
    @Override
    public int end(String text, int start, int limit) {
      return WordScanner.end(text, start, limit, false, false);
    }

    @Override
    int kind(int codePoint) {
      return Unicode.category(codePoint);
    }
  },

  /**
   * OpenAI's cl100k_base: a word may take a character before it, numbers have at most three digits,
   * and signs take the line ends after them.
   */
  CL100K {
    @Override
    public int end(String text, int start, int limit) {
      return WordScanner.end(text, start, limit, false, true);
    }

    @Override
    int kind(int codePoint) {
      return Unicode.category(codePoint);
    }
  },

  /** OpenAI's o200k_base: as {@link #LLAMA3}, and a word ends before an upper-case letter. */
  O200K {
    @Override
    public int end(String text, int start, int limit) {
      return WordScanner.end(text, start, limit, true, false);
    }

    @Override
    int kind(int codePoint) {
      return Unicode.category(codePoint);
    }
  };

  private static final String[] CONTRACTIONS = {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};

  /** Where the piece that begins at {@code start} ends, in a text that ends at {@code limit}. */
  public abstract int end(String text, int start, int limit);

  /** The class of a code point; {@link Unicode#SPACE} for white space. */
  abstract int kind(int codePoint);

  /**
   * The end of a run of one kind, which a single blank may stand before. A run of white space
   * leaves its last character to the run that follows.
   */
  final int runEnd(String text, int start, int limit) {
    boolean blankBefore =
        text.charAt(start) == ' '
            && start + 1 < limit
            && kind(text.codePointAt(start + 1)) != Unicode.SPACE;
    int end = sameKindEnd(text, blankBefore ? start + 1 : start, limit);
    boolean leavesLast =
        end < limit && end - start > 1 && Unicode.isWhiteSpace(text.charAt(end - 1));
    return leavesLast ? end - 1 : end;
  }

  /** The end of the longest run of one kind. */
  final int sameKindEnd(String text, int start, int limit) {
    int codePoint = text.codePointAt(start);
    int kind = kind(codePoint);
    int end = start;
    do {
      end += Character.charCount(codePoint);
      if (end == limit) {
        return end;
      }
      codePoint = text.codePointAt(end);
    } while (kind(codePoint) == kind);
    return end;
  }

  /** The length of the English contraction at {@code start}, 0 if there is none. */
  private static int contraction(String text, int start, int limit) {
    if (text.charAt(start) == '\'') {
      for (String contraction : CONTRACTIONS) {
        if (start + contraction.length() <= limit && text.startsWith(contraction, start)) {
          return contraction.length();
        }
      }
    }
    return 0;
  }
}
