package org.isotopelm.token;

import java.lang.Character.UnicodeScript;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.isotopelm.token.piece.Unicode;
import org.isotopelm.token.pipeline.Loss;
import org.jspecify.annotations.Nullable;

/**
 * How well a tokenizer fits texts: what the measures of compression and fertility (Ács 2019, Rust
 * et al. 2021) count, by script, and which tokens the texts use.
 *
 * <p>Words are what stands between white space. A word, with the white space before it, is of the
 * script of its first letter; words of digits and signs alone are {@link UnicodeScript#COMMON}.
 */
public final class TokenizerFit {
  /**
   * Sums over text.
   *
   * @param bytes in UTF-8
   * @param unknownBytes of what became the unknown token
   */
  public record Sums(long bytes, long tokens, long words, long unknownBytes) {
    /** Of no text. */
    public static final Sums NONE = new Sums(0, 0, 0, 0);

    /** The sums of both. */
    public Sums plus(Sums other) {
      return new Sums(
          bytes + other.bytes,
          tokens + other.tokens,
          words + other.words,
          unknownBytes + other.unknownBytes);
    }

    /** UTF-8 bytes in a token, on average; NaN for no text. */
    public double bytesPerToken() {
      return tokens == 0 ? Double.NaN : (double) bytes / tokens;
    }

    /** Tokens in a word, on average: the fertility. */
    public double tokensPerWord() {
      return words == 0 ? Double.NaN : (double) tokens / words;
    }

    /** The share of the bytes that do not become the unknown token. */
    public double coverage() {
      return bytes == 0 ? Double.NaN : 1 - (double) unknownBytes / bytes;
    }
  }

  private final Tokenizer tokenizer;
  private final BitSet used = new BitSet();
  private final Map<UnicodeScript, Sums> scripts = new TreeMap<>();

  /** A fit to no text yet. */
  public TokenizerFit(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Adds a text.
   *
   * @return the sums of this text alone
   */
  public Sums add(String text) {
    String wellFormed = Unicode.wellFormed(text);
    Words words = new Words(wellFormed);
    tokenizer.locate(wellFormed, words::count);
    return words.sums();
  }

  /** Sums of all texts by script. */
  public Map<UnicodeScript, Sums> scripts() {
    return scripts;
  }

  /** Sums of all texts. */
  public Sums all() {
    return scripts.values().stream().reduce(Sums.NONE, Sums::plus);
  }

  /** How many tokens that stand for text do not occur in the texts. */
  public int unused() {
    BitSet left = plain(tokenizer);
    left.andNot(used);
    return left.cardinality();
  }

  /**
   * How many tokens no text can have, as their own text becomes other tokens; empty where a token
   * depends on more than its text. Tokens of parts of characters are taken to be in use.
   */
  public static OptionalLong unreachable(Tokenizer tokenizer) {
    if (tokenizer.loss() != Loss.NOTHING) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(
        plain(tokenizer).stream()
            .filter(
                id -> {
                  String text = text(tokenizer.bytes(id));
                  return text != null && !Arrays.equals(tokenizer.encode(text), new int[] {id});
                })
            .count());
  }

  /** How many tokens there are of each script, and their mean UTF-8 bytes. */
  public static Map<UnicodeScript, Sums> vocabulary(Tokenizer tokenizer) {
    Map<UnicodeScript, Sums> scripts = new TreeMap<>();
    plain(tokenizer).stream()
        .forEach(
            id -> {
              byte[] bytes = tokenizer.bytes(id);
              String text = text(bytes);
              UnicodeScript script =
                  text == null ? UnicodeScript.UNKNOWN : script(text, 0, text.length());
              scripts.merge(script, new Sums(bytes.length, 1, 0, 0), Sums::plus);
            });
    return scripts;
  }

  private static BitSet plain(Tokenizer tokenizer) {
    BitSet plain = new BitSet();
    for (int id = 0; id < tokenizer.vocabulary(); id++) {
      plain.set(id, !tokenizer.tokens().isSpecial(id));
    }
    return plain;
  }

  private static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException partOfACharacter) {
      return null;
    }
  }

  /** The script of the first letter of a part of a text. */
  private static UnicodeScript script(String text, int begin, int end) {
    for (int at = begin; at < end; at += Character.charCount(text.codePointAt(at))) {
      UnicodeScript script = UnicodeScript.of(text.codePointAt(at));
      if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
        return script;
      }
    }
    return UnicodeScript.COMMON;
  }

  /** The words of one text, and the tokens that begin in each. */
  private final class Words {
    private final String text;
    private int end;
    private UnicodeScript script = UnicodeScript.COMMON;
    private Sums sums = Sums.NONE;

    Words(String text) {
      this.text = text;
    }

    void count(int id, int begin, int tokenEnd) {
      while (begin >= end && end < text.length()) {
        next();
      }
      used.set(id);
      boolean unknown = tokenizer.unknown().isPresent() && tokenizer.unknown().getAsInt() == id;
      int lost = unknown ? Unicode.utf8Length(text.substring(begin, tokenEnd)) : 0;
      add(new Sums(0, 1, 0, lost));
    }

    Sums sums() {
      while (end < text.length()) {
        next();
      }
      return sums;
    }

    private void next() {
      int begin = end;
      while (end < text.length() && Unicode.isWhiteSpace(text.charAt(end))) {
        end++;
      }
      int word = end;
      while (end < text.length() && !Unicode.isWhiteSpace(text.charAt(end))) {
        end++;
      }
      script = script(text, word, end);
      int bytes = Unicode.utf8Length(text.substring(begin, end));
      add(new Sums(bytes, 0, end > word ? 1 : 0, 0));
    }

    private void add(Sums more) {
      sums = sums.plus(more);
      scripts.merge(script, more, Sums::plus);
    }
  }
}
