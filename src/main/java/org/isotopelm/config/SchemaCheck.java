package org.isotopelm.config;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isotopelm.base.Nearest;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Validates a tree against the schema, and says in our words what is wrong with it. */
final class SchemaCheck {
  /** Made when it is first needed: that takes longer than all else that reads a config. */
  private static final class Validator {
    static final Schema SCHEMA =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaTree.ofConfig().root());
  }

  /** Findings that are put into words with their remedy; far fewer are shown. */
  private static final int MOST_WORDED = 1000;

  private final SchemaTree tree;
  private final Wording wording;

  SchemaCheck(SchemaTree tree) {
    this.tree = tree;
    this.wording = new Wording(tree);
  }

  /** All faults, in no order. */
  List<Fault> check(JsonNode root) {
    List<Error> errors = Validator.SCHEMA.validate(root);
    List<Error> told = errors.stream().filter(error -> !isMisspelt(root, error, errors)).toList();
    List<Fault> faults = new ArrayList<>();
    for (Error error : told) {
      faults.add(faults.size() < MOST_WORDED ? fault(root, error) : counted(error));
    }
    return faults;
  }

  /** One of so many that nobody reads it, without the search for what was meant. */
  private static Fault counted(Error error) {
    String key = error.getProperty();
    return key == null
        ? Fault.value(pointer(error), "is not valid")
        : Fault.key(pointer(error).appendProperty(key), Wording.shown(key) + " is not valid");
  }

  /**
   * Whether the missing key is there under a name that is nearly its own: one message is enough.
   */
  private boolean isMisspelt(JsonNode root, Error missing, List<Error> errors) {
    return missing.getKeyword().equals("required")
        && errors.stream()
            .filter(e -> e.getKeyword().equals("additionalProperties"))
            .filter(e -> e.getInstanceLocation().equals(missing.getInstanceLocation()))
            .flatMap(e -> Nearest.to(e.getProperty(), keys(root, pointer(e))).stream())
            .anyMatch(missing.getProperty()::equals);
  }

  private Set<String> keys(JsonNode root, JsonPointer pointer) {
    return SchemaTree.keys(tree.at(root, pointer));
  }

  private static JsonPointer pointer(Error error) {
    return JsonPointer.compile(error.getInstanceLocation().toString());
  }

  private Fault fault(JsonNode root, Error error) {
    JsonPointer pointer = pointer(error);
    List<JsonNode> about = tree.at(root, pointer);
    return switch (error.getKeyword()) {
      case "additionalProperties" -> unknownKey(root, pointer, error.getProperty());
      case "required" -> missing(root, pointer.appendProperty(error.getProperty()));
      case "propertyNames" -> badName(pointer.appendProperty(error.getProperty()));
      case "enum" ->
          Fault.value(
              pointer,
              Wording.noChoice(pointer, root.at(pointer), SchemaTree.keyword(about, "enum")));
      case String keyword ->
          Fault.value(pointer, wording.broken(keyword, pointer, root.at(pointer), about));
    };
  }

  private Fault unknownKey(JsonNode root, JsonPointer object, String key) {
    JsonPointer pointer = object.appendProperty(key);
    Set<String> keys = keys(root, object);
    Optional<String> kind = root.at(object).path("kind").stringValueOpt();
    if (tree.knownElsewhere(tree.at(root, object), key)) {
      String place =
          kind.map(k -> "with kind " + k + ", whose")
              .orElse(root.at(object).has("file") ? "with file, whose" : "here, where the");
      return Fault.key(
          pointer, key + " cannot be used " + place + " keys are " + String.join(", ", keys));
    }
    String hint = Synonyms.hint(key).orElseGet(() -> Nearest.hint(key, keys));
    String remedy = hint.isEmpty() ? "; the keys are " + String.join(", ", keys) : hint;
    return Fault.key(pointer, "unknown key " + Wording.shown(key) + remedy);
  }

  private Fault missing(JsonNode root, JsonPointer pointer) {
    String rule = wording.allowed(tree.at(root, pointer));
    return Fault.key(pointer, Wording.last(pointer) + " is missing; give " + rule);
  }

  private Fault badName(JsonPointer pointer) {
    String rule = tree.root().at("/$defs/name/title").asString();
    return Fault.key(pointer, Wording.shown(Wording.last(pointer)) + " is not " + rule);
  }
}
