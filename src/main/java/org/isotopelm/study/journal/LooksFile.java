package org.isotopelm.study.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A file of {@link Look}s, one a line. A last line that was not written to its end is none: its
 * look was not taken, as looks are written down before.
 */
public record LooksFile(Path path) {
  /** Of a line; within the text of a value, quotes have a backslash before them. */
  private static final Pattern END = Pattern.compile("[^\\\\]\"\\}.?$");

  /**
   * The looks in the order in which they were taken; none where there is no file.
   *
   * @throws IsotopeException exit code 4, where a line is damaged
   */
  public List<Look> read() {
    List<Look> looks = new ArrayList<>();
    for (String line : text().lines().toList()) {
      looks.add(parse(line, looks.size() + 1));
    }
    return looks;
  }

  /** Adds one for good, before it is taken. */
  public void add(Look look) throws IOException {
    String text = text();
    byte[] whole = text.getBytes(StandardCharsets.UTF_8);
    String before = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
    String line = before + Json.mapper().writeValueAsString(look) + "\n";
    Files.createDirectories(Objects.requireNonNull(path.toAbsolutePath().getParent()));
    try (FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      if (channel.size() != whole.length) {
        channel.truncate(whole.length);
      }
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
  }

  /** Its whole lines. */
  private String text() {
    try {
      String text = Files.exists(path) ? Files.readString(path) : "";
      int end = text.lastIndexOf('\n') + 1;
      return isTorn(text.substring(end)) ? text.substring(0, end) : text;
    } catch (CharacterCodingException e) {
      throw damaged("it is no UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A whole line that has lost its line feed, or has another character in its place, is none. */
  private static boolean isTorn(String line) {
    return !END.matcher(line).find();
  }

  private Look parse(String line, int number) {
    try {
      Look look = Json.mapper().readValue(line, Look.class);
      if (look.holds()) {
        return look;
      }
      throw damaged("line " + number + " does not fit its hash", null);
    } catch (JacksonException e) {
      throw damaged("line " + number + " cannot be read", e);
    }
  }

  private IsotopeException damaged(String what, @Nullable Exception cause) {
    return IsotopeException.data(
        "%s is damaged: %s; restore it from a copy, or remove what is damaged"
            .formatted(path, what),
        cause);
  }
}
