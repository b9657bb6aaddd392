package org.isotopelm.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.isotopelm.base.ProblemException;

/**
 * The config's {@code model.memory}: how many bytes the estimation of a counted model may hold at a
 * time. What does not fit goes to temporary files; the model is the same.
 */
public record MemoryBound(long bytes) {
  private static final long LEAST = 1 << 20;
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,10})(?: ?([KMGT])i?B?)?");
  private static final String UNITS = "KMGT";

  /**
   * @throws ProblemException (config) if it is less than 1 MiB
   */
  public MemoryBound {
    if (bytes < LEAST) {
      throw ProblemException.config(
          "model.memory", bytes + " bytes are too few; memory must be at least 1MiB");
    }
  }

  /**
   * What a config writes: a whole number and KiB, MiB, GiB or TiB; without a unit it is bytes.
   *
   * @throws ProblemException (config) if it is not that
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static MemoryBound of(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw ProblemException.config(
          "model.memory",
          "'%s' is not a size of memory; write a whole number and KiB, MiB, GiB or TiB, such as 1GiB"
              .formatted(text));
    }
    int shift = matcher.group(2) == null ? 0 : 10 * (1 + UNITS.indexOf(matcher.group(2)));
    long units = Long.parseLong(matcher.group(1));
    if (units > Long.MAX_VALUE >> shift) {
      throw ProblemException.config(
          "model.memory",
          "'%s' is more than any computer has; memory must be less than 8388608TiB"
              .formatted(text));
    }
    return new MemoryBound(units << shift);
  }

  /** As configs write it, in the largest unit that divides it. */
  @JsonValue
  public String text() {
    int unit = Math.min(UNITS.length(), Long.numberOfTrailingZeros(bytes) / 10);
    return unit == 0
        ? String.format(Locale.ROOT, "%d", bytes)
        : String.format(Locale.ROOT, "%d%siB", bytes >> (10 * unit), UNITS.charAt(unit - 1));
  }
}
