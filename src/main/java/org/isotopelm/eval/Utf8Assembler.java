package org.isotopelm.eval;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Assembles characters from bytes that come in pieces, as tokens do. Bytes that are not UTF-8
 * become U+FFFD.
 */
public final class Utf8Assembler {
  private static final int LONGEST_CHARACTER = 4;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /** The bytes of a character that is not whole yet. */
  private byte[] rest = {};

  /** The characters that these bytes complete. */
  public String add(byte[] bytes) {
    return decode(bytes, false);
  }

  /** What is left when no more bytes come: U+FFFD for a character that stayed incomplete. */
  public String end() {
    return decode(new byte[0], true);
  }

  private String decode(byte[] bytes, boolean last) {
    ByteBuffer in = ByteBuffer.allocate(rest.length + bytes.length).put(rest).put(bytes).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining() + LONGEST_CHARACTER);
    decoder.decode(in, out, last);
    rest = new byte[in.remaining()];
    in.get(rest);
    return out.flip().toString();
  }
}
