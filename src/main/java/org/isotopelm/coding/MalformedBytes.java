package org.isotopelm.coding;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes as text in UTF-8, and what of them is none.
 *
 * @param text without the malformed bytes
 * @param runs of malformed bytes, in order
 */
record MalformedBytes(String text, List<Run> runs) {
  /** Bytes that stand so many bytes of text behind the run before. */
  record Run(int distance, byte[] bytes) {}

  static MalformedBytes split(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
    ByteBuffer from = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    List<Run> runs = new ArrayList<>();
    int textSince = 0; // where the text since the last run begins
    while (true) {
      CoderResult result = decoder.decode(from, text, true);
      if (!result.isMalformed()) {
        return new MalformedBytes(text.flip().toString(), runs);
      }
      int at = from.position();
      byte[] run = Arrays.copyOfRange(bytes, at, at + result.length());
      if (at == textSince && !runs.isEmpty()) {
        Run last = runs.removeLast();
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(last.bytes);
        both.writeBytes(run);
        runs.add(new Run(last.distance, both.toByteArray()));
      } else {
        runs.add(new Run(at - textSince, run));
      }
      textSince = at + run.length;
      from.position(textSince);
    }
  }

  /** Writes the runs, and an empty string after the last. */
  void write(LeftoverWriter to) {
    for (Run run : runs) {
      ByteArrayOutputStream string = new ByteArrayOutputStream();
      CompressedHeader.writeLength(run.distance, string);
      string.writeBytes(run.bytes);
      to.write(Leftover.MALFORMED, 0, string.toByteArray());
    }
    to.write(Leftover.MALFORMED, 0, new byte[0]);
  }

  /** Puts the runs that were written back between the bytes of the text. */
  static byte[] restore(byte[] text, LeftoverReader runs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    for (byte[] run = runs.read(Leftover.MALFORMED, 0);
        run.length > 0;
        run = runs.read(Leftover.MALFORMED, 0)) {
      ByteBuffer string = ByteBuffer.wrap(run);
      int to = Math.min(text.length, at + CompressedHeader.readLength(string));
      bytes.write(text, at, to - at);
      bytes.write(run, string.position(), string.remaining());
      at = to;
    }
    bytes.write(text, at, text.length - at);
    return bytes.toByteArray();
  }
}
