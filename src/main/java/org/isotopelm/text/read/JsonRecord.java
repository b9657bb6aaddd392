package org.isotopelm.text.read;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.isotopelm.base.Json;
import org.isotopelm.base.Nearest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Lines that are JSON objects.
 *
 * @param field holds the text
 * @param group holds what keeps documents together, or null
 */
record JsonRecord(String field, @Nullable String group, OnError onError) implements RecordReader {

  private static final String ARRAY =
      "a JSON array starts here, and the line is not a JSON object such as {\"text\": \"…\"}; write its"
          + " records one a line, for example by jq -c '.[]' FILE > FILE.jsonl, or set data.format:"
          + " text to read the file as plain text";

  @Override
  public boolean read(String line, TextBuffer place, DocumentSink sink) {
    JsonNode node = parse(line, place);
    return sink.accept(text(node, place), group == null ? null : group(node, group, place));
  }

  private String text(JsonNode node, TextBuffer place) {
    JsonNode value = value(node, "data.field", field, place);
    if (!value.isString()) {
      throw place.problem(
          place.line(),
          1,
          "field '%s' is %s; it must be a string"
              .formatted(field, value.getNodeType().toString().toLowerCase(Locale.ROOT)));
    }
    return wellFormed(value.stringValue(), place);
  }

  /** A text, a number or a truth value, as text. */
  private static String group(JsonNode node, String field, TextBuffer place) {
    JsonNode value = value(node, "data.group", field, place);
    String group = value.isValueNode() && !value.isNull() ? value.asString() : "";
    if (group.isEmpty()) {
      throw place.problem(
          place.line(),
          1,
          "field '%s' is %s and cannot name a group; it must be a text or a number (data.group)"
              .formatted(field, value));
    }
    return group;
  }

  private static JsonNode value(JsonNode node, String key, String field, TextBuffer place) {
    JsonNode value = node.get(field);
    if (value != null) {
      return value;
    }
    var names = node.propertyNames();
    throw place.problem(
        place.line(),
        1,
        "the record has no field '%s', only %s%s; set %s"
            .formatted(
                field,
                names.isEmpty() ? "none" : String.join(", ", names),
                Nearest.hint(field, names),
                key));
  }

  static JsonNode parse(String line, TextBuffer place) {
    try {
      JsonNode node = Json.mapper().readTree(line);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
      throw place.problem(
          place.line(),
          column,
          line.stripLeading().startsWith("[")
              ? ARRAY
              : "the line is not JSON: %s; write each record on one line"
                  .formatted(Json.reason(e)));
    }
    throw place.problem(
        place.line(),
        1,
        line.stripLeading().startsWith("[")
            ? ARRAY
            : "the line is not a JSON object such as {\"text\": \"…\"}");
  }

  /** Escapes can spell half a character, which no UTF-8 can hold. */
  private String wellFormed(String text, TextBuffer place) {
    if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      return text;
    }
    if (onError == OnError.FAIL) {
      throw place.problem(
          place.line(),
          1,
          ("field '%s' contains half of a surrogate pair, which is not a character; repair the file, or set"
                  + " data.on_error: replace")
              .formatted(field));
    }
    char[] characters = text.toCharArray();
    for (int i = 0; i < characters.length; i++) {
      boolean pair =
          i + 1 < characters.length && Character.isSurrogatePair(characters[i], characters[i + 1]);
      if (pair) {
        i++;
      } else if (Character.isSurrogate(characters[i])) {
        characters[i] = '\uFFFD';
      }
    }
    return new String(characters);
  }
}
