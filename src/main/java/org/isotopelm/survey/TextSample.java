package org.isotopelm.survey;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.isotopelm.text.read.TextFile;
import org.isotopelm.text.read.TextFile.Compression;

/** The first bytes of a file, which say whether it is text at all. */
record TextSample(byte[] bytes, boolean whole) {
  private static final int SIZE = 1 << 16;

  /** Of a text, control characters that are no white space have at most this share. */
  private static final double CONTROLS = 0.01;

  /** In a text in the Latin alphabet, letters with accents have at most this share. */
  private static final double ACCENTS = 0.25;

  /** The sample; empty where the file cannot be read, which its reader reports better. */
  static TextSample of(TextFile file) {
    try (InputStream in = Compression.of(file.name()).open(file.path())) {
      byte[] first = in.readNBytes(SIZE);
      return new TextSample(first, first.length < SIZE);
    } catch (IOException e) {
      return new TextSample(new byte[0], true);
    }
  }

  /** Why this is no text in UTF-8, as the end of a sentence; nothing where it is. */
  Optional<String> refusal() {
    if (isUtf16()) {
      return Optional.of(
          "is UTF-16, and a text must be UTF-8; convert it: iconv -f UTF-16 -t UTF-8 FILE > NEW");
    }
    if (isBinary()) {
      return Optional.of("is binary and not a text; name files of text in UTF-8");
    }
    return malformed().map(this::encoding);
  }

  /** Whether this is a text, though maybe in another encoding. */
  boolean isSomeText() {
    return isUtf16() || (!isBinary() && (malformed().isEmpty() || isMostlyAscii()));
  }

  private boolean isUtf16() {
    return beginsWith(0xff, 0xfe) || beginsWith(0xfe, 0xff);
  }

  private boolean isBinary() {
    long controls = count(b -> b >= 0 && b < ' ' && (b < '\t' || b > '\r') && b != 0x1b);
    return count(b -> b == 0) > 0 || controls > CONTROLS * bytes.length;
  }

  private boolean isMostlyAscii() {
    return count(b -> b < 0) <= ACCENTS * bytes.length;
  }

  private String encoding(int at) {
    String found =
        String.format(
            Locale.ROOT, "byte 0x%02x at byte offset %d is not UTF-8; ", bytes[at] & 0xff, at);
    return isMostlyAscii()
        ? found
            + "if the file is Latin-1, convert it: iconv -f ISO-8859-1 -t UTF-8 FILE > NEW; other"
            + " encodings likewise"
        : found + "the file is binary or in another encoding; name files of text in UTF-8";
  }

  /** Where the first byte is that no UTF-8 has there. */
  private Optional<Integer> malformed() {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(in, CharBuffer.allocate(bytes.length), whole);
    return result.isError() ? Optional.of(in.position()) : Optional.empty();
  }

  private boolean beginsWith(int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
  }

  /** Says yes to some bytes. */
  @FunctionalInterface
  private interface Test {
    boolean of(byte b);
  }

  private long count(Test test) {
    long count = 0;
    for (byte b : bytes) {
      count += test.of(b) ? 1 : 0;
    }
    return count;
  }
}
