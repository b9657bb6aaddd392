package org.isotopelm.optim.schedule;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import tools.jackson.databind.JsonNode;

/**
 * A share of a run, such as {@code 30%} or {@code 0.3}.
 *
 * @param value from 0 to 1
 */
public record Share(double value) {
  public Share {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("a share must be from 0 to 1, was " + value);
    }
  }

  /** As configs write it: a number, or a text that ends in %. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Share of(JsonNode written) {
    if (written.isNumber()) {
      return new Share(written.doubleValue());
    }
    String text = written.asString().strip();
    return new Share(Double.parseDouble(text.substring(0, text.length() - 1)) / 100);
  }

  @JsonValue
  double written() {
    return value;
  }
}
