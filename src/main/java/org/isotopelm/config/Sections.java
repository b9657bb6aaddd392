package org.isotopelm.config;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Which sections a config may have beside its model. */
final class Sections {
  private Sections() {}

  /** What says how a model is made has no place where it is imported. */
  private static List<Fault> ofImported(JsonNode given) {
    return Stream.of("data", "train", "optimizer", "study")
        .filter(given::has)
        .map(
            section ->
                Fault.key(
                    JsonPointer.empty().appendProperty(section),
                    "the section %s cannot be used beside imported, as the model is there already; remove one of both"
                        .formatted(section)))
        .toList();
  }

  /** A model without steps has no use for what steers them. */
  static List<Fault> check(JsonNode given, SchemaTree schema) {
    if (given.has("imported")) {
      return ofImported(given);
    }
    JsonNode model = given.path("model");
    String kind = model.has("file") ? "arpa" : model.path("kind").asString("");
    boolean known =
        schema
            .root()
            .at("/$defs/model/properties/kind/enum")
            .valueStream()
            .anyMatch(each -> each.asString().equals(kind));
    if (!known || schema.hasSteps(given)) {
      return List.of();
    }
    return Stream.of("train", "optimizer")
        .filter(given::has)
        .map(
            section ->
                Fault.key(
                    JsonPointer.empty().appendProperty(section),
                    "the section %s cannot be used with a model of kind %s, which is not trained in steps; remove the section"
                        .formatted(section, kind)))
        .toList();
  }
}
