package org.isotopelm.token.piece;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * GPT-2's way to write bytes as visible characters: the printable ones of Latin-1 stand for
 * themselves, the other 68 are U+0100 to U+0143 in order, so that a blank is {@code Ġ}.
 */
public final class ByteAlphabet {
  private static final char[] SYMBOLS = symbols();
  private static final short[] BYTES = bytes();

  private ByteAlphabet() {}

  /** The symbols of bytes 0 to 255. */
  public static List<String> inByteOrder() {
    return new String(SYMBOLS).chars().mapToObj(Character::toString).toList();
  }

  /** The symbols by their code points: the order in which GPT-2 numbers them. */
  public static List<String> inSymbolOrder() {
    return inByteOrder().stream().sorted().toList();
  }

  /** The ids of bytes 0 to 255, given that of a symbol. */
  public static int[] ids(ToIntFunction<String> idOfSymbol) {
    return inByteOrder().stream().mapToInt(idOfSymbol).toArray();
  }

  /** The bytes that a token's name stands for; a name with a foreign character is itself. */
  public static byte[] spelling(String name) {
    byte[] bytes = new byte[name.length()];
    for (int i = 0; i < bytes.length; i++) {
      char symbol = name.charAt(i);
      if (symbol >= BYTES.length || BYTES[symbol] < 0) {
        return name.getBytes(StandardCharsets.UTF_8);
      }
      bytes[i] = (byte) BYTES[symbol];
    }
    return bytes;
  }

  /** The name of bytes: their symbols, one after another. */
  public static String name(byte[] bytes) {
    char[] name = new char[bytes.length];
    for (int i = 0; i < name.length; i++) {
      name[i] = SYMBOLS[bytes[i] & 0xff];
    }
    return new String(name);
  }

  private static char[] symbols() {
    char[] symbols = new char[256];
    char next = 0x100;
    for (int b = 0; b < symbols.length; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b != 0xAD);
      symbols[b] = printable ? (char) b : next++;
    }
    return symbols;
  }

  private static short[] bytes() {
    short[] bytes = new short[0x100 + 68];
    Arrays.fill(bytes, (short) -1);
    for (short b = 0; b < SYMBOLS.length; b++) {
      bytes[SYMBOLS[b]] = b;
    }
    return bytes;
  }
}
