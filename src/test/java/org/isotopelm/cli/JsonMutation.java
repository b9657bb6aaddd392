package org.isotopelm.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.Json;
import org.isotopelm.math.random.RandomStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One to three faults in what a JSON file says: it is JSON after them, and its sense is not. */
final class JsonMutation {
  private static final List<JsonNode> VALUES =
      List.of(
          json("null"),
          json("true"),
          json("-1"),
          json("0"),
          json("1"),
          json("0.5"),
          json("7"),
          json("1e300"),
          json("65535"),
          json("2147483647"),
          json("2147483648"),
          json("4611686018427387905"),
          json("99999999999999999999999"),
          json("\"\""),
          json("\"x\""),
          json("\"\\ud800\""),
          json("\"[\""),
          json("[]"),
          json("[0, [\"a\"]]"),
          json("{}"),
          json("{\"type\": \"Sequence\", \"pattern\": {\"Regex\": \"(a+)+$\"}}"));

  private final RandomStream random;

  private JsonMutation(RandomStream random) {
    this.random = random;
  }

  private static JsonNode json(String text) {
    return Json.mapper().readTree(text);
  }

  /** JSON with faults that follow from the number. */
  static byte[] of(byte[] whole, long number) {
    JsonMutation mutation = new JsonMutation(RandomStream.of(number, "json mutation"));
    JsonNode root = Json.mapper().readTree(whole);
    for (int faults = 1 + mutation.random.nextInt(3); faults > 0; faults--) {
      mutation.fault(root);
    }
    return Json.mapper().writeValueAsBytes(root);
  }

  /** A safetensors file with faults in its header, whose length is right. */
  static byte[] ofHeader(byte[] whole, long number) {
    ByteBuffer file = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) file.getLong()];
    file.get(header);
    byte[] mutated = of(header, number);
    return ByteBuffer.allocate(Long.BYTES + mutated.length + file.remaining())
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(mutated.length)
        .put(mutated)
        .put(file)
        .array();
  }

  private void fault(JsonNode node) {
    switch (node) {
      case ObjectNode object when !object.isEmpty() -> {
        String key = pick(new ArrayList<>(object.propertyNames()));
        if (object.get(key).isEmpty() || random.nextInt(4) == 0) {
          change(object, key);
        } else {
          fault(object.get(key));
        }
      }
      case ArrayNode array when !array.isEmpty() -> {
        int at = random.nextInt(array.size());
        if (array.get(at).isEmpty() || random.nextInt(4) == 0) {
          change(array, at);
        } else {
          fault(array.get(at));
        }
      }
      default -> {} // nothing is in it
    }
  }

  private void change(ObjectNode object, String key) {
    switch (random.nextInt(6)) {
      case 0 -> object.remove(key);
      case 1 -> object.set("another", object.remove(key));
      case 2 ->
          object.set(key, object.get(pick(new ArrayList<>(object.propertyNames()))).deepCopy());
      default -> object.set(key, pick(VALUES).deepCopy());
    }
  }

  private void change(ArrayNode array, int at) {
    switch (random.nextInt(6)) {
      case 0 -> array.remove(at);
      case 1 -> array.insert(at, pick(VALUES).deepCopy());
      case 2 -> array.set(at, array.get(random.nextInt(array.size())).deepCopy());
      default -> array.set(at, pick(VALUES).deepCopy());
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
