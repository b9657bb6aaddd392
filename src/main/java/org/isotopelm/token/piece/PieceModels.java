package org.isotopelm.token.piece;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.token.piece.Merges.Merge;
import tools.jackson.databind.JsonNode;

/** The models that Isotope reads. */
public final class PieceModels {
  private static final String SUPPORTED = "BPE, Unigram, WordPiece and WordLevel";

  private PieceModels() {}

  /** A model that sees the bytes of pieces, as ByteLevel gives them. */
  public static PieceModel ofBytes(PieceModel model) {
    return new ByteSymbolsModel(model);
  }

  /** The name of the model's unknown token, empty where it has none. */
  public static String unknown(JsonPart model) {
    JsonPart unknown = model.at("unk_token");
    return switch (model.type()) {
      case "BPE" -> {
        String name = unknown.isAbsent() ? "" : unknown.text();
        yield name.isEmpty() || haveAllBytes(model) ? "" : existing(model, unknown);
      }
      case "WordLevel", "WordPiece" -> existing(model, unknown);
      case "Unigram" -> {
        JsonPart id = model.at("unk_id");
        JsonNode list = model.at("vocab").node();
        yield id.isAbsent() ? "" : list.path(id.number(list.size() - 1)).path(0).asString("");
      }
      default -> throw model.at("type").refused(SUPPORTED);
    };
  }

  private static boolean haveAllBytes(JsonPart model) {
    JsonNode names = model.at("vocab").node();
    return ByteAlphabet.inByteOrder().stream().allMatch(names::has);
  }

  private static String existing(JsonPart model, JsonPart unknown) {
    if (!model.at("vocab").node().has(unknown.node().asString(""))) {
      throw unknown.refused("a token with an id");
    }
    return unknown.text();
  }

  /** The ids of the model's tokens by name. */
  public static Map<String, Integer> ids(JsonPart model) {
    JsonPart vocabulary = model.at("vocab");
    return vocabulary.node().isArray() ? listed(vocabulary) : mapped(vocabulary);
  }

  private static Map<String, Integer> listed(JsonPart vocabulary) {
    Map<String, Integer> ids = new HashMap<>();
    for (JsonNode piece : vocabulary.node()) {
      JsonNode name = piece.path(0);
      if (!name.isString() || ids.putIfAbsent(name.stringValue(), ids.size()) != null) {
        throw vocabulary.error(
            piece + " is not valid; each element is a name, which no other has, and a score");
      }
    }
    return ids;
  }

  private static Map<String, Integer> mapped(JsonPart vocabulary) {
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
    boolean list = model.at("vocab").node().isArray();
    if (list != model.type().equals("Unigram")) {
      throw model
          .at("vocab")
          .error(
              list
                  ? "is a list; it must be an object"
                  : "is not a list, as that of a Unigram must be");
    }
    return switch (model.type()) {
      case "BPE" -> pairs(model, tokens, bytes);
      case "WordLevel" -> seeing(bytes, new WordLevelModel(tokens));
      case "WordPiece" -> seeing(bytes, WordPieceModel.read(model, tokens));
      case "Unigram" -> seeing(bytes, UnigramModel.read(model, tokens));
      default -> throw model.at("type").refused(SUPPORTED);
    };
  }

  private static PieceModel seeing(boolean bytes, PieceModel model) {
    return bytes ? ofBytes(model) : model;
  }

  private static PieceModel pairs(JsonPart model, Vocabulary tokens, boolean bytes) {
    JsonPart dropout = model.at("dropout");
    if (!dropout.isAbsent() && dropout.node().asDouble(1) != 0) {
      throw dropout.refused("none");
    }
    BpeModel.Options options =
        new BpeModel.Options(
            bytes,
            model.at("byte_fallback").flag(false),
            model.at("fuse_unk").flag(false),
            model.at("ignore_merges").flag(false),
            textOrNothing(model.at("continuing_subword_prefix")),
            textOrNothing(model.at("end_of_word_suffix")));
    for (String part : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
      if (bytes && !textOrNothing(model.at(part)).isEmpty()) {
        throw model.at(part).refused("none after ByteLevel");
      }
    }
    if (bytes && tokens.unknown().isEmpty() && !haveAllBytes(tokens)) {
      throw model.at("vocab").error("has no token for a byte; a vocabulary must have all 256");
    }
    return new BpeModel(tokens, merges(model.at("merges"), tokens, options.prefix()), options);
  }

  private static boolean haveAllBytes(Vocabulary tokens) {
    return ByteAlphabet.inByteOrder().stream().allMatch(symbol -> tokens.idOf(symbol, -1) >= 0);
  }

  private static String textOrNothing(JsonPart part) {
    return part.isAbsent() ? "" : part.text();
  }

  private static List<Merge> merges(JsonPart list, Vocabulary tokens, String prefix) {
    if (!list.node().isArray()) {
      throw list.error("is missing; it may be empty, but must be there");
    }
    List<Merge> merges = new ArrayList<>(list.node().size());
    for (JsonNode merge : list.node()) {
      String[] pair = pair(merge);
      int left = tokens.idOf(pair[0], -1);
      int right = tokens.idOf(pair[1], -1);
      String rest = pair[1].startsWith(prefix) ? pair[1].substring(prefix.length()) : pair[1];
      int result = tokens.idOf(pair[0] + rest, -1);
      if (left < 0 || right < 0 || result < 0 || pair[0].isEmpty() || rest.isEmpty()) {
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
