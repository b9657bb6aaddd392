package org.isotopelm.cli.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;
import org.isotopelm.base.ProblemException;

/**
 * A text of UTF-8 that is read in blocks, so that it need not fit into memory. A block ends with a
 * line feed that no white space follows, or where the text ends.
 */
final class TextBlocks {
  private static final int BYTES = 1 << 16;

  private final InputStream in;
  private final String name;
  private final int size;
  private final int most;
  private final StringBuilder block = new StringBuilder();

  /**
   * The blocks of a stream.
   *
   * @param name what errors call it
   * @param size chars of a block; a block has more where no such line feed comes earlier
   * @param most chars that a block may have
   */
  TextBlocks(InputStream in, String name, int size, int most) {
    this.in = in;
    this.name = name;
    this.size = size;
    this.most = most;
  }

  /**
   * Hands each block to {@code blocks}.
   *
   * @throws ProblemException with exit code 4 if the text is not UTF-8, or a block is too large
   */
  void forEach(Consumer<String> blocks) throws IOException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    CharBuffer chars = CharBuffer.allocate(BYTES);
    long read = 0;
    for (boolean more = true; more; ) {
      int kept = bytes.position();
      int count = in.readNBytes(bytes.array(), kept, BYTES - kept);
      more = kept + count == BYTES;
      read += count;
      bytes.rewind().limit(kept + count);
      CoderResult result = decoder.decode(bytes, chars, !more);
      if (result.isError()) {
        throw notUtf8(name, bytes.get(bytes.position()), read - bytes.remaining());
      }
      block.append(chars.flip());
      chars.clear();
      bytes.compact();
      if (block.length() >= size) {
        handOn(lastCut(), blocks);
      }
      if (block.length() > most) {
        throw tooLarge(name, most);
      }
    }
    handOn(block.length(), blocks);
  }

  private void handOn(int end, Consumer<String> blocks) {
    if (end > 0) {
      blocks.accept(block.substring(0, end));
      block.delete(0, end);
    }
  }

  /** Where the last block that is complete ends; 0 for nowhere. */
  private int lastCut() {
    int cut = block.length() - 1;
    while (cut > 0 && !(block.charAt(cut - 1) == '\n' && isText(block.charAt(cut)))) {
      cut--;
    }
    return Math.max(cut, 0);
  }

  /** Whether a char is surely no white space and changes nothing before it. */
  private static boolean isText(char c) {
    return (c > ' ' && c < 0x7f) || Character.isLetter(c);
  }

  static ProblemException notUtf8(String name, byte found, long offset) {
    return ProblemException.data(
        String.format(
            Locale.ROOT,
            "%s: byte 0x%02x at byte offset %d is not UTF-8; convert the file",
            name,
            found & 0xff,
            offset));
  }

  static ProblemException tooLarge(String name, int most) {
    return ProblemException.data(
        String.format(
            Locale.ROOT,
            "%s: has more than %,d bytes, the most that %d MB of memory allow; "
                + "shorten it, or give more memory, such as ISOTOPE_OPTS=-Xmx8g",
            name,
            most,
            Runtime.getRuntime().maxMemory() >> 20));
  }
}
