package org.isotopelm.token.piece;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.isotopelm.token.piece.BpeModel.Options;

/** The tokens of single bytes or characters, which merges begin with. */
final class BpeSymbols {
  private static final int NONE = -1;

  private final Vocabulary tokens;
  private final Options options;
  private final int unknown;
  private final int[] idOfByte;
  private final boolean haveAllBytes;

  BpeSymbols(Vocabulary tokens, Options options) {
    this.tokens = tokens;
    this.options = options;
    this.unknown = tokens.unknown().orElse(NONE);
    this.idOfByte =
        options.bytes() ? ByteAlphabet.ids(symbol -> tokens.idOf(symbol, NONE)) : fallback(tokens);
    this.haveAllBytes = Arrays.stream(idOfByte).allMatch(id -> id >= 0);
  }

  private static int[] fallback(Vocabulary tokens) {
    int[] ids = new int[256];
    Arrays.setAll(ids, b -> tokens.idOf(byteName(b), NONE));
    return ids;
  }

  /** The name of a byte in vocabularies that fall back to bytes. */
  static String byteName(int b) {
    return String.format(Locale.ROOT, "<0x%02X>", b);
  }

  /** Whether every byte has a token, so that no text is unknown. */
  boolean haveAllBytes() {
    return haveAllBytes;
  }

  /** The tokens of bytes 0 to 255 in the order of the bytes. */
  List<Integer> ofBytes() {
    return Arrays.stream(idOfByte).boxed().toList();
  }

  /**
   * Puts the tokens of a piece's bytes, all of which have one, into {@code into}.
   *
   * @return how many
   */
  int bytes(String text, int begin, int end, int[] into) {
    int count = 0;
    for (int at = begin; at < end; at++) {
      char c = text.charAt(at);
      if (c < 0x80) {
        into[count++] = idOfByte[c];
      } else if (c < 0x800) {
        into[count++] = idOfByte[0xC0 | c >>> 6];
        into[count++] = idOfByte[0x80 | (c & 0x3F)];
      } else if (Character.isHighSurrogate(c)) {
        int codePoint = text.codePointAt(at++);
        into[count++] = idOfByte[0xF0 | codePoint >>> 18];
        into[count++] = idOfByte[0x80 | (codePoint >>> 12 & 0x3F)];
        into[count++] = idOfByte[0x80 | (codePoint >>> 6 & 0x3F)];
        into[count++] = idOfByte[0x80 | (codePoint & 0x3F)];
      } else {
        into[count++] = idOfByte[0xE0 | c >>> 12];
        into[count++] = idOfByte[0x80 | (c >>> 6 & 0x3F)];
        into[count++] = idOfByte[0x80 | (c & 0x3F)];
      }
    }
    return count;
  }

  /** Hands each symbol of a piece to {@code symbols}, with the place of its character. */
  void forEach(String text, int begin, int end, TokenConsumer symbols) {
    new Run(symbols).run(text, begin, end);
  }

  /** One piece; unknown characters wait, so that neighbours can become one token. */
  private final class Run {
    private final TokenConsumer symbols;
    private int unknownBegin = NONE;
    private int unknownEnd;

    Run(TokenConsumer symbols) {
      this.symbols = symbols;
    }

    void run(String text, int begin, int end) {
      for (int at = begin; at < end; ) {
        int next = at + Character.charCount(text.codePointAt(at));
        if (options.bytes()) {
          for (byte b : bytes(text, at, next)) {
            symbol(idOfByte[b & 0xff], at, next);
          }
        } else {
          character(text, at, next, at == begin, next == end);
        }
        at = next;
      }
      flush();
    }

    private void character(String text, int at, int next, boolean first, boolean last) {
      String name = text.substring(at, next);
      name = first ? name : options.prefix() + name;
      name = last ? name + options.suffix() : name;
      int id = tokens.idOf(name, NONE);
      if (id == NONE && options.byteFallback()) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (haveAll(bytes)) {
          for (byte b : bytes) {
            symbols.accept(idOfByte[b & 0xff], at, next);
          }
          return;
        }
      }
      symbol(id, at, next);
    }

    private boolean haveAll(byte[] bytes) {
      for (byte b : bytes) {
        if (idOfByte[b & 0xff] == NONE) {
          return false;
        }
      }
      return true;
    }

    /** A symbol that is not in the vocabulary is unknown, or nothing where nothing is unknown. */
    private void symbol(int id, int at, int next) {
      if (id != NONE) {
        flush();
        symbols.accept(id, at, next);
      } else if (unknown != NONE) {
        if (!options.fuseUnknown()) {
          flush();
        }
        unknownBegin = unknownBegin == NONE ? at : unknownBegin;
        unknownEnd = next;
      }
    }

    private void flush() {
      if (unknownBegin != NONE) {
        symbols.accept(unknown, unknownBegin, unknownEnd);
        unknownBegin = NONE;
      }
    }

    private static byte[] bytes(String text, int at, int next) {
      return text.substring(at, next).getBytes(StandardCharsets.UTF_8);
    }
  }
}
