package org.isotopelm.base;

import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The one JSON mapper. Records become objects with snake_case keys and enums lower-case words.
 * Numbers stay unrounded; infinities and NaN become null.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enumNamingStrategy((config, type, name) -> name.toLowerCase(Locale.ROOT))
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .addModule(
              new SimpleModule()
                  .addSerializer(Double.class, new FiniteOrNull())
                  .addSerializer(double.class, new FiniteOrNull())
                  .addDeserializer(double.class, new NullAsNotANumber()))
          .build();

  private Json() {}

  /** The shared mapper; it is immutable. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** The value on several lines, for people. */
  public static String pretty(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  /** What is wrong with a text, without the names that the parser has for its own parts. */
  public static String reason(JacksonException e) {
    return e.getOriginalMessage()
        .replaceAll("(?s) \\(([^(]*\\[Source:|bound as).*", "")
        .replaceAll(" \\(`[^`]*`\\)|, from `[^`]*`", "");
  }

  /** JSON has no infinity. */
  private static final class FiniteOrNull extends ValueSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializationContext context) {
      if (Double.isFinite(value)) {
        out.writeNumber(value);
      } else {
        out.writeNull();
      }
    }
  }

  /**
   * Reads a null as NaN, because infinities and NaN are written as null; a missing key is an error.
   */
  private static final class NullAsNotANumber extends ValueDeserializer<Double> {
    @Override
    public Double deserialize(JsonParser in, DeserializationContext context) {
      return context.readValue(in, Double.class);
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
      return Double.NaN;
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return context.reportInputMismatch(this, "a number is missing");
    }
  }
}
