package org.isotopelm.base;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * One error in the user's input: its place, its cause and its remedy.
 *
 * @param file that contains the error, or null if it is unknown
 * @param line 1-based line in that file, 0 if unknown
 * @param column 1-based column, 0 if unknown
 * @param path dotted path of the config key, such as {@code optimizer.decay.rest.lambda}
 * @param atKey whether the error is the key itself, which is missing or not allowed, and not its
 *     value
 * @param message the value found, the rule and the remedy, in one sentence; {@code remedy} ends it
 */
public record Problem(
    @Nullable String file,
    int line,
    int column,
    @Nullable String path,
    @JsonIgnore boolean atKey,
    String message,
    @JsonIgnore Remedy remedy) {

  /** A problem whose key is correct. */
  public Problem(
      @Nullable String file, int line, int column, @Nullable String path, String message) {
    this(file, line, column, path, false, message, Remedy.NONE);
  }

  /** A problem with the value at a config path; the config's reader adds the line. */
  public static Problem at(String path, String message) {
    return new Problem(null, 0, 0, path, message);
  }

  /** A problem with a key that is missing or not allowed; otherwise like {@link #at}. */
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
