package org.isotopelm;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with what the user gave, where it stands, and what would mend it.
 *
 * @param file the file at fault, if it is known
 * @param line 1-based line in that file, 0 if unknown
 * @param column 1-based column, 0 if unknown
 * @param path dotted path of the config key, such as {@code optimizer.decay.rest.lambda}
 * @param atKey whether the key is at fault, because it is missing or may not be there, and not its
 *     value
 * @param message the value found, the rule and what would mend it, in one sentence, which {@code
 *     remedy} ends
 */
public record Problem(
    @Nullable String file,
    int line,
    int column,
    @Nullable String path,
    @JsonIgnore boolean atKey,
    String message,
    @JsonIgnore Remedy remedy) {

  /** A problem that is not with a key. */
  public Problem(
      @Nullable String file, int line, int column, @Nullable String path, String message) {
    this(file, line, column, path, false, message, Remedy.NONE);
  }

  /** A problem with the value at a config path; the config's reader knows the line. */
  public static Problem at(String path, String message) {
    return new Problem(null, 0, 0, path, message);
  }

  /** A problem with a key that is missing, or that may not be there; as {@link #at} otherwise. */
  public static Problem atKey(String path, String message) {
    return new Problem(null, 0, 0, path, true, message, Remedy.NONE);
  }

  /** A problem with a file as a whole, or with none. */
  public static Problem of(String message) {
    return new Problem(null, 0, 0, null, message);
  }

  /** The same with a remedy that ends its sentence. */
  public Problem with(Remedy other) {
    return new Problem(file, line, column, path, atKey, message, other);
  }

  /** {@code file:line:column: path: message}, without the parts that are unknown. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (file != null) {
      text.append(file).append(':');
      if (line > 0) {
        text.append(line).append(':').append(column).append(':');
      }
      text.append(' ');
    }
    if (path != null && !path.isEmpty()) {
      text.append(path).append(": ");
    }
    return text.append(message).append(remedy.words()).toString();
  }
}
