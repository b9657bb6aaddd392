package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.param.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The schema, and the records that configs become, have the same keys, kinds and words. */
class SchemaTest {
  private final SchemaTree schema = SchemaTree.ofConfig();
  private final List<JsonNode> compared = new ArrayList<>();

  @Test
  void schema_keysKindsAndWords_areThoseOfTheRecords() {
    compare("", Config.class, schema.root());
    ObjectNode root = (ObjectNode) schema.root().deepCopy();
    root.remove("if"); // names some of the kinds again
    List<JsonNode> choices =
        root.findValues("enum").stream().filter(e -> e.path(0).isString()).toList();
    assertThat(choices).hasSizeGreaterThan(20);
    assertThat(compared).as("choices of the schema that a record has").containsAll(choices);
  }

  private static ObjectNode ofKind(String kind) {
    return Json.mapper().createObjectNode().put("kind", kind);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(text -> text.asString("")).toList();
  }

  private void compare(String path, Type type, JsonNode node) {
    if (type instanceof ParameterizedType generic) {
      boolean isList = generic.getRawType().equals(List.class);
      List<JsonNode> about = schema.about(node, Json.mapper().createObjectNode());
      Type entry = generic.getActualTypeArguments()[isList ? 0 : 1];
      compare(
          path + "[…]",
          entry,
          SchemaTree.keyword(about, isList ? "items" : "additionalProperties"));
    } else if (type instanceof Class<?> plain) {
      compareClass(path, plain, node);
    }
  }

  private void compareClass(String path, Class<?> type, JsonNode node) {
    Type written = writtenForm(type);
    if (type.isEnum()) {
      compareWords(path, type, node);
    } else if (type == OptimizerSpec.class) {
      compareOptimizer(path, node);
    } else if (written != null) {
      compare(path, written, node);
    } else if (type.isAnnotationPresent(JsonTypeInfo.class)) {
      Map<String, Class<?>> kinds = subtypes(type);
      compareWords(path + ".kind", kinds.keySet(), kindOf(node));
      kinds.forEach(
          (kind, record) ->
              compareKeys(path + "{" + kind + "}", record, node, Set.of("kind"), ofKind(kind)));
    } else if (type.isRecord() && !hasOwnReader(type)) {
      compareKeys(path, type, node, Set.of(), ofEveryKind(node));
    }
  }

  /** Each optimizer has its own keys and those of all in one map. */
  private void compareOptimizer(String path, JsonNode node) {
    Map<String, Class<?>> kinds = subtypes(org.isotopelm.optim.algorithm.Algorithm.class);
    compareWords(path + ".kind", kinds.keySet(), kindOf(node));
    Set<String> common = keys(OptimizerSpec.Common.class);
    kinds.forEach(
        (kind, record) -> {
          Set<String> own = keys(record);
          String place = path + "{" + kind + "}";
          compareKeys(place, record, node, union(common, Set.of("kind")), ofKind(kind));
          compareKeys(
              place, OptimizerSpec.Common.class, node, union(own, Set.of("kind")), ofKind(kind));
        });
  }

  private static Set<String> keys(Class<?> record) {
    return Arrays.stream(record.getRecordComponents())
        .map(component -> snake(component.getName()))
        .collect(Collectors.toSet());
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    return Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet());
  }

  /** A value without a kind, and one of each kind that there is. */
  private ObjectNode[] ofEveryKind(JsonNode node) {
    return Stream.concat(
            Stream.of(Json.mapper().createObjectNode()),
            texts(kindOf(node).path("enum")).stream().map(SchemaTest::ofKind))
        .toArray(ObjectNode[]::new);
  }

  private JsonNode kindOf(JsonNode node) {
    return SchemaTree.child(schema.about(node, Json.mapper().createObjectNode()), "kind");
  }

  /** Compares keys, and then what each of them may be, over all the kinds of a value. */
  private void compareKeys(
      String path, Class<?> record, JsonNode node, Set<String> more, ObjectNode... values) {
    Set<String> keys = new LinkedHashSet<>(more);
    for (RecordComponent component : record.getRecordComponents()) {
      keys.add(key(component));
    }
    Set<String> inSchema = new LinkedHashSet<>();
    for (ObjectNode value : values) {
      inSchema.addAll(SchemaTree.keys(schema.about(node, value)));
    }
    assertThat(inSchema).as("keys of %s", path).containsExactlyInAnyOrderElementsOf(keys);
    for (RecordComponent component : record.getRecordComponents()) {
      for (ObjectNode value : values) {
        List<JsonNode> about = schema.about(node, value);
        String key = key(component);
        JsonNode child = SchemaTree.child(about, key);
        if (SchemaTree.keys(about).contains(key) && child.isObject()) {
          compare(path + "." + key, component.getGenericType(), child);
        }
      }
    }
  }

  private static String key(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null || named.value().isEmpty() ? snake(component.getName()) : named.value();
  }

  private void compareWords(String path, Class<?> type, JsonNode node) {
    Set<String> words = new LinkedHashSet<>();
    for (Object constant : Objects.requireNonNull(type.getEnumConstants())) {
      words.add(Json.mapper().valueToTree(constant).asString());
    }
    if (type == Role.class) {
      words.add("matrix"); // for four of them
    }
    compareWords(path, words, node);
  }

  private void compareWords(String path, Set<String> words, JsonNode node) {
    JsonNode choices =
        SchemaTree.keyword(schema.about(node, Json.mapper().createObjectNode()), "enum");
    assertThat(texts(choices)).as(path).containsExactlyInAnyOrderElementsOf(words);
    compared.add(choices);
  }

  private static Map<String, Class<?>> subtypes(Class<?> type) {
    Map<String, Class<?>> kinds = new LinkedHashMap<>();
    JsonSubTypes named = type.getAnnotation(JsonSubTypes.class);
    if (named != null) {
      Arrays.stream(named.value()).forEach(each -> kinds.put(each.name(), each.value()));
    } else {
      for (Class<?> each : type.getPermittedSubclasses()) {
        kinds.put(Objects.requireNonNull(each.getAnnotation(JsonTypeName.class)).value(), each);
      }
    }
    return kinds;
  }

  /** The record that is a class's flat form in configs, if there is one. */
  private static @Nullable Type writtenForm(Class<?> type) {
    return creators(type)
        .filter(method -> method.getParameterCount() == 1 && !type.isEnum())
        .map(method -> method.getGenericParameterTypes()[0])
        .findFirst()
        .orElse(null);
  }

  private static boolean hasOwnReader(Class<?> type) {
    return creators(type).findAny().isPresent();
  }

  private static Stream<Method> creators(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods()).filter(SchemaTest::isCreator);
  }

  private static boolean isCreator(AnnotatedElement method) {
    return method.isAnnotationPresent(JsonCreator.class);
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
