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
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A file of {@link Look}s, one on each line. An incomplete last line does not count: its look was
 * not taken, because looks are recorded before they are taken.
 */
public record LooksFile(Path path) {
  /** The end of a line; within the text of a value, quotes have a backslash before them. */
  private static final Pattern END = Pattern.compile("[^\\\\]\"\\}.?$");

  /**
   * The looks in the order in which they were taken; none where there is no file.
   *
   * @throws ProblemException exit code 4, where a line is damaged
   */
  public List<Look> read() {
    List<Look> looks = new ArrayList<>();
    for (String line : text().lines().toList()) {
      looks.add(parse(line, looks.size() + 1));
    }
    return looks;
  }

  /** Records a look for good, before it is taken. */
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
      throw damaged("it is not UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether a last line is incomplete; one that only lost its line feed, or has another character
   * there, is complete.
   */
  private static boolean isTorn(String line) {
    return !END.matcher(line).find();
  }

  private Look parse(String line, int number) {
    try {
      Look look = Json.mapper().readValue(line, Look.class);
      if (look.holds()) {
        return look;
      }
      throw damaged("line " + number + " does not fit its checksum", null);
    } catch (JacksonException e) {
      throw damaged("line " + number + " cannot be read", e);
    }
  }

  private ProblemException damaged(String what, @Nullable Exception cause) {
    return ProblemException.data(
        "%s is damaged: %s; restore it from a copy, or remove the damaged lines"
            .formatted(path, what),
        cause);
  }
}
