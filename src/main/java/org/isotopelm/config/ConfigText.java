package org.isotopelm.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.Nearest;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;

/** The text of a config file, or what keeps it from being read. */
final class ConfigText {
  private static final int MOST_BYTES = 1 << 20;

  /** A top-level key of a config. */
  private static final Pattern KEY =
      Pattern.compile(
          "(?m)^\\W*("
              + String.join("|", SchemaTree.ofConfig().root().path("properties").propertyNames())
              + ")[\"']?\\s*:");

  private ConfigText() {}

  /** The file's text in UTF-8, without a byte order mark. */
  static String read(Path file) {
    try {
      String text = utf8(file, ByteBuffer.wrap(bytes(file)));
      requireNoText(file, text);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (NoSuchFileException e) {
      throw unreadable(file, 0, 0, "the config file does not exist" + neighbour(file));
    } catch (IOException e) {
      throw unreadable(file, 0, 0, "the config file: " + FileReason.of(e));
    }
  }

  /**
   * A pipe or a device is refused, as reading may never end and paths in a config begin at its
   * folder.
   */
  private static byte[] bytes(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw unreadable(file, 0, 0, "the config file is a folder; name a file in it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw unreadable(
          file, 0, 0, "the config is a pipe or a device; save it as a file and name that file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw isNamedAsConfig(file)
            ? unreadable(
                file,
                0,
                0,
                "the config file has more than " + MOST_BYTES + " bytes, which is the limit")
            : text(file);
      }
      return bytes;
    }
  }

  private static boolean isNamedAsConfig(Path file) {
    return file.toString().matches("(?is).*\\.(ya?ml|json)");
  }

  /**
   * A file whose name is not that of a config, and that has none of a config's keys, is a text to
   * train on.
   */
  private static void requireNoText(Path file, String text) {
    if (!isNamedAsConfig(file) && !KEY.matcher(text).find()) {
      throw text(file);
    }
  }

  private static ProblemException text(Path file) {
    return unreadable(
        file,
        0,
        0,
        "this is a text, not a config; name it in a config (data: {files: ["
            + file.getFileName()
            + "]}, and the rest as in configs/quickstart.yaml), and give the config's name here");
  }

  private static String utf8(Path file, ByteBuffer bytes) {
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
    String sound = text.flip().toString();
    if (result.isError()) {
      requireNoText(file, sound);
      int line = 1 + (int) sound.chars().filter(c -> c == '\n').count();
      int column = sound.length() - sound.lastIndexOf('\n');
      String message = "byte " + bytes.position() + " is not UTF-8; save the file as UTF-8";
      throw unreadable(file, line, column, message);
    }
    return sound;
  }

  private static ProblemException unreadable(Path file, int line, int column, String message) {
    return ProblemException.config(
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
