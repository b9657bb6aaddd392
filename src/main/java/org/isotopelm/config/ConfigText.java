package org.isotopelm.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.IsotopeException;
import org.isotopelm.Nearest;
import org.isotopelm.Problem;

/** The text of a config file, or what keeps it from being read. */
final class ConfigText {
  private ConfigText() {}

  /** The file's text in UTF-8, without a byte order mark. */
  static String read(Path file) {
    try {
      String text = utf8(file, ByteBuffer.wrap(Files.readAllBytes(file)));
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw unreadable(file, 0, 0, "the config file does not exist" + neighbour(file));
    } catch (IOException e) {
      String reason =
          Files.isDirectory(file) ? "is a folder; name a file in it" : "cannot be read: " + e;
      throw unreadable(file, 0, 0, "the config file " + reason);
    }
  }

  private static String utf8(Path file, ByteBuffer bytes) {
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
    String sound = text.flip().toString();
    if (result.isError()) {
      int line = 1 + (int) sound.chars().filter(c -> c == '\n').count();
      int column = sound.length() - sound.lastIndexOf('\n');
      String message = "byte " + bytes.position() + " is not UTF-8; save the file as UTF-8";
      throw unreadable(file, line, column, message);
    }
    return sound;
  }

  private static IsotopeException unreadable(Path file, int line, int column, String message) {
    return IsotopeException.config(
        List.of(new Problem(file.toString(), line, column, null, message)));
  }

  /** A config beside it that was probably meant. */
  private static String neighbour(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return "";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> stems =
          files.map(Path::toString).filter(f -> f.endsWith(".yaml")).map(ConfigText::stem).toList();
      return Nearest.to(stem(file.toString()), stems)
          .map(stem -> "; did you mean " + stem + ".yaml?")
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private static String stem(String file) {
    int slash = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'));
    return file.substring(slash + 1).replaceFirst("\\.ya?ml$", "");
  }
}
