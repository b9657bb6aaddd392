package org.isotopelm.coding;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.pipeline.Loss;

/** Texts from their tokens and leftovers: the inverse of a {@link TextEncoder}. */
final class TextDecoder {
  private final Tokenizer tokenizer;
  private final LeftoverReader leftovers;

  TextDecoder(Tokenizer tokenizer, LeftoverReader leftovers) {
    this.tokenizer = tokenizer;
    this.leftovers = leftovers;
  }

  /** The UTF-8 bytes of the next text, which has these ids. */
  byte[] decode(int[] ids) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    if (tokenizer.loss() == Loss.BLANKS) {
      readBetween(ids, text);
      return text.toByteArray();
    }
    if (tokenizer.loss() == Loss.MORE) {
      byte[] whole = leftovers.read(Leftover.UNKNOWN, 0);
      return whole.length > 0 ? whole : tokenizer.decode(ids).getBytes(StandardCharsets.UTF_8);
    }
    int unknown = tokenizer.unknown().orElse(-1);
    for (int id : ids) {
      text.writeBytes(id == unknown ? leftovers.read(Leftover.UNKNOWN, 0) : tokenizer.bytes(id));
    }
    return text.toByteArray();
  }

  private void readBetween(int[] ids, ByteArrayOutputStream text) {
    WordGaps gaps = new WordGaps(tokenizer);
    for (int id : ids) {
      text.writeBytes(leftovers.read(Leftover.GAP, gaps.before(id)));
      byte[] word = gaps.isUnknown(id) ? leftovers.read(Leftover.UNKNOWN, 0) : gaps.known(id);
      text.writeBytes(word);
      gaps.passed(word);
    }
    text.writeBytes(leftovers.read(Leftover.GAP, gaps.atEnd()));
  }
}
