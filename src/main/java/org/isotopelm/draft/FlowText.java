package org.isotopelm.draft;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.isotopelm.base.Json;

/** Values of a config on one line, as people write them. */
final class FlowText {
  /** Texts that need no quotes: they begin like a word, and hold no sign of YAML. */
  private static final Pattern PLAIN = Pattern.compile("(?:\\.{0,2}/)*[A-Za-z_][A-Za-z0-9_./-]*");

  private static final Set<String> WORDS_OF_YAML =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private FlowText() {}

  static String of(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(each -> of(String.valueOf(each.getKey())) + ": " + of(each.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case List<?> list ->
          list.stream().map(FlowText::of).collect(Collectors.joining(", ", "[", "]"));
      case Double number -> number(number);
      case String text ->
          PLAIN.matcher(text).matches() && !WORDS_OF_YAML.contains(text.toLowerCase(Locale.ROOT))
              ? text
              : Json.mapper().writeValueAsString(text);
      default -> Json.mapper().writeValueAsString(value);
    };
  }

  /** Such as {@code 0.003}, {@code 3e-4}; exactly this number. */
  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return String.valueOf((long) value);
    }
    BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6) {
      return exact.toPlainString();
    }
    int exponent = exact.precision() - exact.scale() - 1;
    return exact.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }
}
