package org.isotopelm.token;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.isotopelm.token.Merges.Merge;
import org.isotopelm.token.TokenizerSpec.Kind;
import org.isotopelm.token.TokenizerSpec.Pattern;

/**
 * Byte-level byte-pair encoding (Sennrich et al. 2016, Radford et al. 2019): text is cut into
 * pieces, and the bytes of a piece are merged pair by pair. Every text can be encoded.
 */
public final class BpeTokenizer implements Tokenizer {
  /** Longer pieces are rare, and each would take the room of many. */
  private static final int LONGEST_CACHED = 64;

  private final Vocabulary tokens;
  private final Merges merges;
  private final Pattern pattern;
  private final PreTokenizer cut;
  private final int[] idOfByte;

  private final PieceCache cache = new PieceCache();

  /**
   * A tokenizer of these names.
   *
   * @param special the names that stand for no text
   */
  BpeTokenizer(List<String> names, Set<String> special, List<Merge> merges, Pattern pattern) {
    this.tokens = new Vocabulary(names, special, ByteAlphabet::spelling);
    this.merges = new Merges(merges);
    this.pattern = pattern;
    this.cut = cut(pattern);
    this.idOfByte = ByteAlphabet.ids(symbol -> tokens.idOf(symbol, -1));
    if (Arrays.stream(idOfByte).anyMatch(id -> id < 0)) {
      throw new IllegalArgumentException("the vocabulary has no token for a byte");
    }
  }

  static PreTokenizer cut(Pattern pattern) {
    return switch (pattern) {
      case GPT2 -> PreTokenizer.GPT2;
      case WHITESPACE -> PreTokenizer.BLANKS;
    };
  }

  @Override
  public Kind kind() {
    return Kind.BPE;
  }

  @Override
  public Vocabulary tokens() {
    return tokens;
  }

  @Override
  public OptionalInt unknown() {
    return OptionalInt.empty();
  }

  /** How text is cut before merges. */
  public Pattern pattern() {
    return pattern;
  }

  /** The merges in their order. */
  List<Merge> merges() {
    return merges.list();
  }

  @Override
  public void encode(String text, IntList ids) {
    new Encoding(Unicode.wellFormed(text), ids).run();
  }

  /** One text on its way to ids. */
  private final class Encoding {
    private final String text;
    private final IntList ids;
    private final Merges.Workspace workspace = new Merges.Workspace();
    private int[] piece = new int[3 * LONGEST_CACHED]; // a UTF-16 unit has at most three bytes

    Encoding(String text, IntList ids) {
      this.text = text;
      this.ids = ids;
    }

    void run() {
      for (int start = 0; start < text.length(); ) {
        int end = cut.end(text, start);
        if (end - start > LONGEST_CACHED) {
          int count = merge(start, end);
          ids.addAll(piece, count);
        } else {
          cached(start, end);
        }
        start = end;
      }
    }

    private void cached(int start, int end) {
      int hash = PieceCache.hash(text, start, end);
      int[] known = cache.find(text, start, end, hash);
      if (known == null) {
        int count = merge(start, end);
        known = Arrays.copyOf(piece, count);
        cache.put(text.substring(start, end), hash, known);
      }
      ids.addAll(known, known.length);
    }

    /** Leaves the ids of a stretch of the text in {@code piece}; returns how many. */
    private int merge(int start, int end) {
      if (3L * (end - start) > piece.length) {
        piece = new int[Math.toIntExact(3L * (end - start))];
      }
      int bytes = 0;
      for (int i = start; i < end; i++) {
        char unit = text.charAt(i);
        if (unit < 0x80) {
          piece[bytes++] = idOfByte[unit];
        } else {
          int codePoint = text.codePointAt(i);
          bytes = addUtf8(codePoint, bytes);
          i += Character.charCount(codePoint) - 1;
        }
      }
      return merges.apply(piece, bytes, workspace);
    }

    private int addUtf8(int codePoint, int bytes) {
      int at = bytes;
      int more = Unicode.utf8Length(codePoint) - 1;
      int lead = 0xFF00 >>> more + 1 & 0xFF; // as many ones as there are bytes
      piece[at++] = idOfByte[lead | codePoint >>> 6 * more];
      while (more > 0) {
        more--;
        piece[at++] = idOfByte[0x80 | codePoint >>> 6 * more & 0x3F];
      }
      return at;
    }
  }
}
