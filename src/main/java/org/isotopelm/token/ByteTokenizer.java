package org.isotopelm.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.isotopelm.token.TokenizerSpec.Kind;

/** Every byte of UTF-8 is a token: ids 0 to 255 are the bytes, 256 ends a document. */
public final class ByteTokenizer implements Tokenizer {
  private final Vocabulary tokens;

  public ByteTokenizer() {
    List<String> names = new ArrayList<>(ByteAlphabet.inByteOrder());
    names.add(END_OF_DOCUMENT);
    tokens = new Vocabulary(names, Set.of(END_OF_DOCUMENT), ByteAlphabet::spelling);
  }

  @Override
  public Kind kind() {
    return Kind.BYTE;
  }

  @Override
  public Vocabulary tokens() {
    return tokens;
  }

  @Override
  public void encode(String text, IntList ids) {
    for (byte b : Unicode.wellFormed(text).getBytes(StandardCharsets.UTF_8)) {
      ids.add(b & 0xff);
    }
  }
}
