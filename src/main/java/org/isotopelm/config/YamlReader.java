package org.isotopelm.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * YAML 1.2 (core schema) to a tree with places. Infinities and NaN stay text, so that they are no
 * numbers; keys given twice, merge keys, unknown tags and aliases that grow without bound are
 * errors.
 */
final class YamlReader {
  private static final int CHARACTERS = 1 << 20;

  /** Digits of a whole number that is read as one; a longer one is beyond every bound. */
  private static final int MOST_DIGITS = 100;

  private static final String MERGE = "<<";
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  /** A tree, and what is wrong with the text although a tree could be made of it. */
  record Result(PlacedTree tree, List<Problem> problems) {}

  private final String file;
  private final boolean hasLines;
  private final Map<JsonPointer, Place> values = new HashMap<>();
  private final Map<JsonPointer, Place> keys = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private YamlReader(Place origin) {
    this.file = origin.file();
    this.hasLines = origin.isFile();
  }

  /**
   * Reads a text.
   *
   * @param text YAML
   * @param origin where the text begins: a file's first character, or the command line
   * @throws ProblemException naming the place where the text ceases to be YAML
   */
  static Result read(String text, Place origin) {
    return new YamlReader(origin).read(text, settings(text));
  }

  /**
   * The buffer takes all of the text: at its end the parser fails on a surrogate pair cut in two.
   */
  private static LoadSettings settings(String text) {
    return LoadSettings.builder()
        .setSchema(new WithoutMerge())
        .setBufferSize(text.length() + 1)
        .setCodePointLimit(CHARACTERS)
        .setAllowNonScalarKeys(true)
        .setMaxAliasesForCollections(100)
        .build();
  }

  /** The core schema, in which {@code <<} is a key like others: merging may never end. */
  private static final class WithoutMerge extends CoreSchema {
    @Override
    public ScalarResolver getScalarResolver() {
      return new CoreScalarResolver(false);
    }
  }

  private Result read(String text, LoadSettings settings) {
    values.put(JsonPointer.empty(), place(0, 0));
    try {
      YamlBounds.check(new Parse(settings).parseString(text))
          .ifPresent(
              excess -> {
                throw broken(place(excess.mark()), excess.message());
              });
      Optional<Node> node = new Compose(settings).composeString(text);
      JsonNode root =
          node.isPresent() ? convert(node.get(), JsonPointer.empty()) : MAKE.objectNode();
      return new Result(new PlacedTree(root, values, keys), problems);
    } catch (YamlEngineException e) {
      Place place = YamlError.place(e, text, file);
      throw broken(hasLines ? place : place(0, 0), YamlError.sentence(e, place));
    }
  }

  private static ProblemException broken(Place place, String message) {
    return ProblemException.config(List.of(problem(place, null, message)));
  }

  private static Problem problem(Place place, @Nullable String path, String message) {
    return new Problem(place.file(), place.line(), place.column(), path, message);
  }

  private void complain(Node node, JsonPointer pointer, String message) {
    problems.add(problem(place(node), DottedPath.name(MAKE.objectNode(), pointer), message));
  }

  private Place place(Node node) {
    return place(node.getStartMark());
  }

  private Place place(Optional<Mark> mark) {
    return mark.map(m -> place(m.getLine(), m.getColumn())).orElse(place(0, 0));
  }

  /** Line and column counted from 0, which only a file has. */
  private Place place(int line, int column) {
    return hasLines ? new Place(file, line + 1, column + 1) : new Place(file, 0, 0);
  }

  private JsonNode convert(Node node, JsonPointer pointer) {
    values.put(pointer, place(node));
    return switch (node) {
      case MappingNode map -> object(map, pointer);
      case SequenceNode list -> array(list, pointer);
      case ScalarNode scalar -> scalar(scalar, pointer);
      default -> throw new IllegalStateException("a node of kind " + node.getNodeType());
    };
  }

  private ObjectNode object(MappingNode map, JsonPointer pointer) {
    ObjectNode object = MAKE.objectNode();
    checkTag(map, Tag.MAP, pointer);
    for (NodeTuple entry : map.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        complain(entry.getKeyNode(), pointer, "a list or map cannot be a key; write a word");
        continue;
      }
      JsonPointer child = pointer.appendProperty(key.getValue());
      if (key.isPlain() && key.getValue().equals(MERGE)) {
        complain(
            key,
            child,
            "merge keys (<<) are not supported; write out the keys that this one would add");
        continue;
      }
      if (object.has(key.getValue())) {
        complain(key, child, twice(key.getValue(), keys.get(child)));
        continue;
      }
      keys.put(child, place(key));
      object.set(key.getValue(), convert(entry.getValueNode(), child));
    }
    return object;
  }

  private static String twice(String key, @Nullable Place first) {
    String where =
        first == null || !first.isFile()
            ? ""
            : ", first in line " + first.line() + ", column " + first.column();
    return "the key " + key + " is given twice" + where + "; keep one of them";
  }

  private ArrayNode array(SequenceNode list, JsonPointer pointer) {
    ArrayNode array = MAKE.arrayNode();
    checkTag(list, Tag.SEQ, pointer);
    for (Node entry : list.getValue()) {
      array.add(convert(entry, pointer.appendIndex(array.size())));
    }
    return array;
  }

  private JsonNode scalar(ScalarNode scalar, JsonPointer pointer) {
    String text = scalar.getValue();
    try {
      return switch (scalar.getTag().getValue()) {
        case "tag:yaml.org,2002:str" -> MAKE.stringNode(text);
        case "tag:yaml.org,2002:null" -> MAKE.nullNode();
        case "tag:yaml.org,2002:bool" -> MAKE.booleanNode(Boolean.parseBoolean(text));
        case "tag:yaml.org,2002:int" -> integer(text);
        case "tag:yaml.org,2002:float" -> real(text);
        default -> {
          strange(scalar, pointer);
          yield MAKE.stringNode(text);
        }
      };
    } catch (NumberFormatException e) {
      complain(scalar, pointer, Wording.shown(text) + " is tagged as a number, but is not one");
      return MAKE.stringNode(text);
    }
  }

  private void checkTag(Node node, Tag expected, JsonPointer pointer) {
    if (!node.getTag().equals(expected)) {
      strange(node, pointer);
    }
  }

  private void strange(Node node, JsonPointer pointer) {
    String tag = node.getTag().getValue().replace("tag:yaml.org,2002:", "!!");
    complain(node, pointer, "the tag " + tag + " has no meaning here; remove it");
  }

  private static JsonNode integer(String text) {
    if (text.length() > MOST_DIGITS) {
      return MAKE.stringNode(text);
    }
    BigInteger value =
        text.startsWith("0x")
            ? new BigInteger(text.substring(2), 16)
            : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    if (value.bitLength() < Integer.SIZE) {
      return MAKE.numberNode(value.intValue());
    }
    return value.bitLength() < Long.SIZE
        ? MAKE.numberNode(value.longValue())
        : MAKE.numberNode(value);
  }

  private static JsonNode real(String text) {
    // ".inf" and ".nan", which Double.parseDouble does not know, and 1e999, which it takes as
    // infinite.
    boolean named = text.toLowerCase(Locale.ROOT).matches("[-+]?\\.[a-z]+");
    double value = named ? Double.NaN : Double.parseDouble(text);
    if (!Double.isFinite(value)) {
      return MAKE.stringNode(text);
    }
    // Whole numbers that no long holds, which the schema's bounds bear in this form only.
    return Math.abs(value) >= 0x1p63
        ? MAKE.numberNode(BigDecimal.valueOf(value).toBigInteger())
        : MAKE.numberNode(value);
  }
}
