package org.isotopelm.token.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.token.pipeline.Merges.Merge;
import tools.jackson.databind.JsonNode;

/** The models that Isotope reads. */
public final class PieceModels {
  private static final String SUPPORTED = "BPE and WordLevel";

  private PieceModels() {}

  /** The name of the model's unknown token, empty where it has none. */
  public static String unknown(JsonPart model) {
    return switch (model.type()) {
      case "BPE" -> "";
      case "WordLevel" -> {
        JsonPart unknown = model.at("unk_token");
        if (!ids(model).containsKey(unknown.node().asString(""))) {
          throw unknown.refused("a token with an id");
        }
        yield unknown.text();
      }
      default -> throw model.at("type").refused(SUPPORTED);
    };
  }

  /** The ids of the model's tokens by name. */
  public static Map<String, Integer> ids(JsonPart model) {
    JsonPart vocabulary = model.at("vocab");
    if (!vocabulary.node().isObject()) {
      throw vocabulary.error("is missing; it must give every token its id");
    }
    Map<String, Integer> ids = new HashMap<>();
    for (Map.Entry<String, JsonNode> token : vocabulary.node().properties()) {
      JsonNode id = token.getValue();
      if (!id.isInt()) {
        throw vocabulary.error(
            "the id of \"" + token.getKey() + "\" is " + id + "; an id is a whole number");
      }
      ids.put(token.getKey(), id.intValue());
    }
    return ids;
  }

  /** The model. */
  public static PieceModel read(JsonPart model, Vocabulary tokens, boolean bytes) {
    return switch (model.type()) {
      case "BPE" -> pairs(model, tokens, bytes);
      case "WordLevel" -> new WordLevelModel(tokens);
      default -> throw model.at("type").refused(SUPPORTED);
    };
  }

  private static PieceModel pairs(JsonPart model, Vocabulary tokens, boolean bytes) {
    for (String part : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
      off(model.at(part), "");
    }
    off(model.at("dropout"), "0.0");
    off(model.at("byte_fallback"), "false");
    if (!bytes) {
      throw model.at("type").refused("BPE after ByteLevel");
    }
    BpeModel pairs =
        new BpeModel(
            tokens,
            merges(model.at("merges"), tokens),
            new BpeModel.Options(
                true, false, false, model.at("ignore_merges").flag(false), "", ""));
    if (!pairs.knowsAllBytes()) {
      throw model.at("vocab").error("has no token for a byte; a vocabulary must have all 256");
    }
    return pairs;
  }

  private static void off(JsonPart part, String off) {
    if (!part.isAbsent() && !part.node().asString("?").equals(off)) {
      throw part.refused("none");
    }
  }

  private static List<Merge> merges(JsonPart list, Vocabulary tokens) {
    if (!list.node().isArray()) {
      throw list.error("is missing; it may be empty, but must be there");
    }
    List<Merge> merges = new ArrayList<>(list.node().size());
    for (JsonNode merge : list.node()) {
      String[] pair = pair(merge);
      int left = tokens.idOf(pair[0], -1);
      int right = tokens.idOf(pair[1], -1);
      int result = tokens.idOf(pair[0] + pair[1], -1);
      if (left < 0 || right < 0 || result < 0 || pair[0].isEmpty() || pair[1].isEmpty()) {
        throw list.error(merge + " is not a pair of tokens that together make a token");
      }
      merges.add(new Merge(left, right, result));
    }
    return merges;
  }

  /** The two names of {@code ["a", "b"]}, or {@code "a b"} as older files have it. */
  private static String[] pair(JsonNode merge) {
    if (merge.isArray()) {
      return new String[] {merge.path(0).asString(""), merge.path(1).asString("")};
    }
    String names = merge.asString("");
    int blank = names.indexOf(' ');
    return blank < 0
        ? new String[] {names, ""}
        : new String[] {names.substring(0, blank), names.substring(blank + 1)};
  }
}
