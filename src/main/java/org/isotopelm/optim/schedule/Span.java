package org.isotopelm.optim.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a run, such as {@code {epochs: 4}}.
 *
 * @param length &gt; 0, in that unit
 * @param unit what is counted
 */
public record Span(double length, Unit unit) {

  /** What the length of a run is counted in. */
  public enum Unit {
    STEPS,
    EPOCHS,
    TOKENS
  }

  /** As configs write it: one of these is given. */
  @JsonCreator
  static Span of(
      @JsonProperty("steps") @Nullable Double steps,
      @JsonProperty("epochs") @Nullable Double epochs,
      @JsonProperty("tokens") @Nullable Double tokens) {
    if (steps != null) {
      return new Span(steps, Unit.STEPS);
    }
    return epochs != null
        ? new Span(epochs, Unit.EPOCHS)
        : new Span(Objects.requireNonNull(tokens, "one of them is given"), Unit.TOKENS);
  }

  /** As configs write it; null where another unit is used. */
  @JsonValue
  Map<String, @Nullable Double> written() {
    Map<String, @Nullable Double> written = new LinkedHashMap<>();
    written.put("steps", unit == Unit.STEPS ? length : null);
    written.put("epochs", unit == Unit.EPOCHS ? length : null);
    written.put("tokens", unit == Unit.TOKENS ? length : null);
    return written;
  }
}
