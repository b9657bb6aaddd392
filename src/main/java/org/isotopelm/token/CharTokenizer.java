package org.isotopelm.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.isotopelm.token.TokenizerSpec.Kind;

/** Every code point is a token; those outside the vocabulary are unknown. */
public final class CharTokenizer implements Tokenizer {
  private final Vocabulary tokens;
  private final int unknown;
  private final int[] idOfCodePoint;

  /** A tokenizer of these names: single code points, but for those that are special. */
  CharTokenizer(List<String> names, Set<String> special) {
    this.tokens = new Vocabulary(names, special, name -> name.getBytes(StandardCharsets.UTF_8));
    this.unknown = tokens.unknown().orElseThrow();
    int[] ids = IntStream.range(0, tokens.size()).filter(id -> !tokens.isSpecial(id)).toArray();
    int largest = IntStream.of(ids).map(this::codePoint).max().orElse(0);
    this.idOfCodePoint = new int[largest + 1];
    Arrays.fill(idOfCodePoint, unknown);
    for (int id : ids) {
      idOfCodePoint[codePoint(id)] = id;
    }
  }

  /** A tokenizer of these code points, all different, and the special tokens. */
  public static CharTokenizer of(List<String> names) {
    return new CharTokenizer(TokenizerTrainer.withSpecial(names), TokenizerTrainer.specialNames());
  }

  private int codePoint(int id) {
    return tokens.name(id).codePointAt(0);
  }

  @Override
  public Kind kind() {
    return Kind.CHAR;
  }

  @Override
  public Vocabulary tokens() {
    return tokens;
  }

  @Override
  public void encode(String text, IntList ids) {
    String wellFormed = Unicode.wellFormed(text);
    for (int i = 0; i < wellFormed.length(); ) {
      int codePoint = wellFormed.codePointAt(i);
      ids.add(id(codePoint));
      i += Character.charCount(codePoint);
    }
  }

  @Override
  public long unknownBytes(String text) {
    return Unicode.wellFormed(text)
        .codePoints()
        .filter(codePoint -> id(codePoint) == unknown)
        .mapToLong(Unicode::utf8Length)
        .sum();
  }

  private int id(int codePoint) {
    return codePoint < idOfCodePoint.length ? idOfCodePoint[codePoint] : unknown;
  }
}
