package org.isotopelm.cli.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.ProblemException;

/**
 * A file that a command reads as a whole, as it is; {@code -} is standard input.
 *
 * @param argument what was typed
 * @param in standard input
 */
public record InputFile(String argument, InputStream in) {
  private static final int BLOCK = 1 << 20;

  /** A file needs about eight times its bytes, for its text, its tokens and their copies. */
  private static final int MOST = (int) Math.min(1 << 30, Runtime.getRuntime().maxMemory() / 8);

  /** How messages call it. */
  public String name() {
    return argument.equals("-") ? "standard input" : argument;
  }

  /**
   * Its text, no line end changed.
   *
   * @throws ProblemException with exit code 4 if it cannot be read or is not UTF-8
   */
  public String text() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(bytes());
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .decode(bytes, text, true);
    if (result.isError()) {
      throw TextBlocks.notUtf8(name(), bytes.get(bytes.position()), bytes.position());
    }
    return text.flip().toString();
  }

  /**
   * Hands its text to {@code blocks} in parts of about {@value #BLOCK} chars, which end with a line
   * feed that no white space follows.
   *
   * @throws ProblemException with exit code 4 if it cannot be read or is not UTF-8
   */
  public void forEachBlock(Consumer<String> blocks) throws IOException {
    read(
        from -> {
          new TextBlocks(from, name(), BLOCK, MOST).forEach(blocks);
          return true;
        });
  }

  /** Its bytes. */
  public byte[] bytes() throws IOException {
    return read(from -> bytes(from, MOST, name()));
  }

  /** Makes something of a stream. */
  private interface Reading<T> {
    T of(InputStream from) throws IOException;
  }

  private <T> T read(Reading<T> reading) throws IOException {
    if (argument.equals("-")) {
      return reading.of(in);
    }
    Path path = Path.of(argument);
    if (Files.isDirectory(path)) {
      throw ProblemException.data(argument + ": is a folder; name a file");
    }
    try (InputStream file = Files.newInputStream(path)) {
      return reading.of(file);
    } catch (NoSuchFileException e) {
      throw ProblemException.data(argument + ": there is no such file", e);
    } catch (IOException e) {
      throw ProblemException.data(argument + ": cannot be read: " + FileReason.of(e), e);
    }
  }

  /** All bytes of a stream that has at most so many. */
  public static byte[] bytes(InputStream from, int most, String name) throws IOException {
    byte[] bytes = from.readNBytes(most + 1);
    if (bytes.length > most) {
      throw TextBlocks.tooLarge(name, most);
    }
    return bytes;
  }
}
