package org.isotopelm.token.pipeline;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text of the bytes of tokens. */
final class Spellings {
  private Spellings() {}

  /** The text of the bytes of names, one after another; malformed UTF-8 gives U+FFFD. */
  static String text(List<String> names, Decoder decoder) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 * names.size());
    names.forEach(name -> bytes.writeBytes(decoder.spelling(name)));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
