package org.isotopelm.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.isotopelm.token.Merges.Merge;
import org.isotopelm.token.TokenizerSpec.Kind;
import org.isotopelm.token.TokenizerSpec.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Byte-level byte-pair encoding (Sennrich et al. 2016, Radford et al. 2019): text is cut into
 * pieces, and the bytes of a piece are merged pair by pair. Every text can be encoded.
 */
public final class BpeTokenizer implements Tokenizer {
  private static final int CACHE_SIZE = 1 << 15;
  private static final int LONGEST_CACHED = 64;

  private final Vocabulary tokens;
  private final Merges merges;
  private final Pattern pattern;
  private final PreTokenizer cut;
  private final int[] idOfByte;

  /**
   * Pieces met before, at the place of their hash. Threads share it without a lock: entries are
   * immutable and each stands for itself, so a lost write costs a second look and nothing else.
   */
  private final @Nullable Piece[] cache = new Piece[CACHE_SIZE];

  private static final class Piece {
    final String text;
    final int[] ids;

    Piece(String text, int[] ids) {
      this.text = text;
      this.ids = ids;
    }
  }

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
    String wellFormed = Unicode.wellFormed(text);
    for (int start = 0; start < wellFormed.length(); ) {
      int end = cut.end(wellFormed, start);
      ids.addAll(
          end - start > LONGEST_CACHED
              ? encodePiece(wellFormed.substring(start, end))
              : cached(wellFormed, start, end));
      start = end;
    }
  }

  private int[] cached(String text, int start, int end) {
    int place = place(text, start, end);
    Piece piece = cache[place];
    if (piece == null
        || piece.text.length() != end - start
        || !text.startsWith(piece.text, start)) {
      String fresh = text.substring(start, end);
      piece = new Piece(fresh, encodePiece(fresh));
      cache[place] = piece;
    }
    return piece.ids;
  }

  private static int place(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return (hash ^ hash >>> 16) & (CACHE_SIZE - 1);
  }

  private int[] encodePiece(String piece) {
    byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ids[i] = idOfByte[bytes[i] & 0xff];
    }
    return merges.apply(ids);
  }
}
