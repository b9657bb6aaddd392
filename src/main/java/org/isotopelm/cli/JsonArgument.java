package org.isotopelm.cli;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.isotopelm.config.Config;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** A file whose name ends in {@code .json}: it may be a config, or records, which are a text. */
final class JsonArgument {
  private static final Set<String> SECTIONS =
      Stream.of(Config.class.getRecordComponents())
          .map(RecordComponent::getName)
          .collect(Collectors.toUnmodifiableSet());

  private JsonArgument() {}

  /**
   * Whether it holds an array, several values, or an object without any section of a config. A file
   * that is not there or is no JSON is left to the config's reader, which says so.
   */
  static boolean isText(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = Json.mapper().createParser(in)) {
      JsonToken first = parser.nextToken();
      return first == JsonToken.START_OBJECT ? isRecords(parser) : first != null;
    } catch (IOException | JacksonException e) {
      return false;
    }
  }

  private static boolean isRecords(JsonParser parser) {
    boolean sections = false;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      sections |= parser.nextToken() == JsonToken.START_OBJECT && SECTIONS.contains(name);
      parser.skipChildren();
    }
    return !sections || parser.nextToken() != null;
  }
}
