package org.isotopelm.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.base.Nearest;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Puts into words what a value is and what the schema asks of it. */
final class Wording {
  private static final Pattern BARE = Pattern.compile("[\\p{L}\\p{N}_.%+*/@~-]{1,60}");

  /** Digits of a long number that are shown. */
  private static final MathContext WRITTEN = new MathContext(20);

  private static final String NOT_A_LIST = "is not a list";

  private static final String NOT_VALID = "is not valid";

  private final SchemaTree schema;

  Wording(SchemaTree schema) {
    this.schema = schema;
  }

  /** A value as the message shows it. */
  static String found(JsonNode value) {
    if (value.isContainer()) {
      String what = value.isObject() ? "map" : "list";
      return value.isEmpty() ? "an empty " + what : "a " + what;
    }
    if (value.isBigInteger()) {
      return new BigDecimal(value.bigIntegerValue())
          .round(WRITTEN)
          .stripTrailingZeros()
          .toString()
          .replace("E+", "e");
    }
    return value.isString()
        ? shown(value.asString())
        : value.toString().replace(".0E", "e").replace('E', 'e');
  }

  /** A text as the message shows it: bare where it cannot be misread, else quoted. */
  static String shown(String text) {
    if (BARE.matcher(text).matches()) {
      return text;
    }
    String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return "\""
        + cut.replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("\u0000", "\\0")
        + "\"";
  }

  /** What a value may be: {@code a number ≥ 0 and < 1}. */
  String allowed(List<JsonNode> about) {
    JsonNode title = SchemaTree.keyword(about, "title");
    JsonNode choices = SchemaTree.keyword(about, "enum");
    if (title.isString()) {
      return title.asString();
    }
    if (choices.isArray()) {
      return choices.size() == 1 ? choices.path(0).asString() : "one of " + list(choices);
    }
    JsonNode type = SchemaTree.keyword(about, "type");
    Stream<String> types =
        type.isArray() ? type.valueStream().map(JsonNode::asString) : Stream.of(type.asString(""));
    return types.map(t -> allowed(t, about)).collect(Collectors.joining(" or "));
  }

  private String allowed(String type, List<JsonNode> about) {
    return switch (type) {
      case "number" -> "a number" + bounds(about);
      case "integer" -> "a whole number" + bounds(about);
      case "boolean" -> "true or false";
      case "string" -> "a text";
      case "null" -> "null";
      case "array" -> {
        List<JsonNode> items =
            schema.about(SchemaTree.keyword(about, "items"), SchemaTree.keyword(about, "none"));
        String list = "a list" + length(about);
        yield items.isEmpty() ? list : list + ", each entry " + allowed(items);
      }
      case "object" -> "a map" + keys(about);
      default -> "a value";
    };
  }

  /** How many entries a list must have, where that is one number. */
  private static String length(List<JsonNode> about) {
    int least = least(about);
    return least > 0 && SchemaTree.keyword(about, "maxItems").asInt(0) == least
        ? " of " + least
        : "";
  }

  private static String keys(List<JsonNode> about) {
    String keys = String.join(", ", SchemaTree.keys(about));
    return keys.isEmpty()
        ? ""
        : keys.equals("kind") ? " with a kind and its keys" : " with the keys " + keys;
  }

  private static String bounds(List<JsonNode> about) {
    return Stream.of("minimum ≥", "exclusiveMinimum >", "maximum ≤", "exclusiveMaximum <")
        .map(bound -> bound.split(" ", 2))
        .filter(bound -> tells(SchemaTree.keyword(about, bound[0])))
        .map(bound -> " " + bound[1] + " " + SchemaTree.keyword(about, bound[0]))
        .collect(Collectors.joining(" and"));
  }

  /** The bounds of int and of what a double holds exactly only matter to those who pass them. */
  private static boolean tells(JsonNode bound) {
    return bound.isNumber() && bound.asDouble() < Integer.MAX_VALUE;
  }

  /** What is wrong with a value that breaks a keyword of the schema. */
  String broken(String keyword, JsonPointer pointer, JsonNode value, List<JsonNode> about) {
    String rule = name(pointer) + " must be " + allowed(about);
    if (value.isNull()) {
      return "the value is missing; " + rule;
    }
    if (keyword.equals("uniqueItems")) {
      return found(twice(value)) + " is given twice; give each value once";
    }
    if (keyword.equals("minItems") && value.isEmpty() && least(about) == 1) {
      return name(pointer) + " is empty; give at least one";
    }
    String reason =
        switch (keyword) {
          case "pattern" -> hasNul(value) ? "contains the character NUL" : NOT_VALID;
          case "type" -> noType(value, SchemaTree.keyword(about, "type"));
          case "minimum", "exclusiveMinimum" ->
              value.asDouble() < 0 ? "is negative" : "is too small";
          case "maximum", "exclusiveMaximum" -> "is too large" + limit(keyword, about);
          case "minItems" -> entries(value) + "is too short";
          case "maxItems" -> entries(value) + "is too long";
          case "minProperties" -> "has too few entries";
          case "maxProperties" -> "has too many entries";
          default -> NOT_VALID;
        };
    boolean alone = reason.equals(NOT_A_LIST) && mayBeOnlyEntry(value, about);
    String remedy = alone ? ": write [" + found(value) + "]" : "";
    return found(value) + " " + reason + "; " + rule + remedy;
  }

  private static String entries(JsonNode list) {
    return list.isEmpty() ? "" : "of " + list.size() + (list.size() == 1 ? " entry " : " entries ");
  }

  /** Whether a list of nothing but this value would do. */
  private boolean mayBeOnlyEntry(JsonNode value, List<JsonNode> about) {
    List<JsonNode> entry = schema.about(SchemaTree.keyword(about, "items"), value);
    return least(about) <= 1
        && switch (SchemaTree.keyword(entry, "type").asString("")) {
          case "string" -> value.isString();
          case "number", "integer" -> value.isNumber();
          default -> !value.isContainer();
        };
  }

  private static int least(List<JsonNode> about) {
    return SchemaTree.keyword(about, "minItems").asInt(0);
  }

  /** The first entry of a list that equals one before it; the list where none is written alike. */
  private static JsonNode twice(JsonNode list) {
    Set<JsonNode> before = new HashSet<>();
    return list.valueStream().filter(entry -> !before.add(entry)).findFirst().orElse(list);
  }

  private static boolean hasNul(JsonNode value) {
    return value.isString() && value.asString().indexOf('\0') >= 0;
  }

  private static String limit(String keyword, List<JsonNode> about) {
    JsonNode bound = SchemaTree.keyword(about, keyword);
    return tells(bound) ? "" : " (the limit is " + found(bound) + ")";
  }

  private static String noType(JsonNode value, JsonNode type) {
    boolean infinite =
        value.isString()
            && value
                .asString()
                .toLowerCase(Locale.ROOT)
                .matches("[-+]?\\.(inf|nan)|[-+]?[0-9.]+e[+]?[0-9]+");
    String wanted = type.isArray() ? type.path(0).asString() : type.asString();
    boolean quoted =
        value.isString() && value.asString().matches("[-+]?[0-9]{1,18}(\\.[0-9]{1,18})?");
    return switch (wanted) {
      case "number", "integer" ->
          infinite
              ? "is not finite"
              : (quoted ? "stands in quotes, so it is text and " : "is ")
                  + (wanted.equals("number") ? "not a number" : "not a whole number");
      case "boolean" -> "is neither true nor false";
      case "array" -> NOT_A_LIST;
      case "object" -> "is not a map";
      default -> "is not a text";
    };
  }

  /** An enumerated value that is none of the choices. */
  static String noChoice(JsonPointer pointer, JsonNode value, JsonNode choices) {
    List<String> words = choices.valueStream().map(JsonNode::asString).toList();
    String hint = value.isString() ? Nearest.hint(value.asString(), words) : "";
    String rule = words.size() == 1 ? words.getFirst() : "one of " + list(choices);
    if (value.isNull()) {
      return "the value is missing; " + name(pointer) + " must be " + rule;
    }
    String remedy = hint.isEmpty() ? "; it must be " + rule : hint + " (" + list(choices) + ")";
    return unknown(pointer, found(value)) + remedy;
  }

  private static String list(JsonNode choices) {
    return choices.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
  }

  /** {@code unknown model kind gtp}, {@code unknown role x}, {@code x is not valid for keep}. */
  private static String unknown(JsonPointer pointer, String found) {
    String name = last(pointer);
    String parent = last(pointer.head());
    if (name.equals("kind")) {
      return "unknown " + parent + " kind " + found;
    }
    return isIndex(name)
        ? "unknown " + parent.replaceFirst("s$", "") + " " + found
        : found + " " + NOT_VALID + " for " + name;
  }

  static boolean isIndex(String name) {
    return name.matches("[0-9]+");
  }

  /** The value at a pointer as the subject of a rule. */
  static String name(JsonPointer pointer) {
    if (pointer.matches()) {
      return "the config";
    }
    String name = last(pointer);
    return isIndex(name) ? "an entry of " + last(pointer.head()) : name;
  }

  static String last(JsonPointer pointer) {
    JsonPointer last = pointer.last();
    return last == null ? "" : last.getMatchingProperty();
  }
}
