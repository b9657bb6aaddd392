package org.isotopelm.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.piece.AddedToken;
import org.isotopelm.token.piece.JsonPart;
import org.isotopelm.token.piece.PieceModels;
import org.isotopelm.token.piece.Vocabulary;
import org.isotopelm.token.pipeline.Decoders;
import org.isotopelm.token.pipeline.Normalizers;
import org.isotopelm.token.pipeline.Pipeline;
import org.isotopelm.token.pipeline.PostProcessor;
import org.isotopelm.token.pipeline.PreTokenizer;
import org.isotopelm.token.pipeline.PreTokenizers;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a tokenizer.json. Whatever would change the ids and is not done here is refused by name; a
 * part that is absent and one that is null are the same.
 */
final class TokenizerReader {
  /** A token may be longer than a key of other files: a run of equal letters becomes one. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNameLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final JsonPart root;
  private final String namedEnd;

  private TokenizerReader(JsonPart root, String namedEnd) {
    this.root = root;
    this.namedEnd = namedEnd;
  }

  /**
   * Reads a tokenizer.
   *
   * @param file what errors call it
   * @param namedEnd the token that ends documents where it has none of the usual names; may be
   *     empty
   */
  static Tokenizer read(String file, byte[] json, String namedEnd) {
    if (!new String(json, StandardCharsets.UTF_8).stripLeading().startsWith("{")) {
      throw ProblemException.data(
          file
              + ": is no tokenizer that Isotope reads; give a tokenizer.json, a file of "
              + "tiktoken's ranks or a SentencePiece model");
    }
    return new TokenizerReader(new JsonPart(file, "", parse(file, json)), namedEnd).read();
  }

  private static JsonNode parse(String file, byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      String message = "is not JSON, or is truncated: " + Json.reason(e);
      TokenStreamLocation at = Objects.requireNonNullElse(e.getLocation(), TokenStreamLocation.NA);
      Problem problem =
          new Problem(file, Math.max(0, at.getLineNr()), at.getColumnNr(), null, message);
      throw new ProblemException(ExitCode.DATA, List.of(problem), null);
    }
  }

  /** The {@code eos_token} of a tokenizer_config.json; empty where it names none. */
  static String namedEnd(String file, byte[] json) {
    JsonNode end = parse(file, json).path("eos_token");
    return end.asString(end.path("content").asString(""));
  }

  /** Reads what another file says, as its reader has written it down. */
  static Tokenizer read(String file, Map<String, Object> json) {
    return new TokenizerReader(new JsonPart(file, "", MAPPER.valueToTree(json)), "").read();
  }

  private Tokenizer read() {
    for (String part : List.of("truncation", "padding")) {
      if (!root.at(part).isAbsent()) {
        throw root.at(part).refused("none");
      }
    }
    PreTokenizer preTokenizer = PreTokenizers.read(root.at("pre_tokenizer"));
    JsonPart model = root.at("model");
    String unknown = PieceModels.unknown(model);
    Map<String, AddedToken> added = added();
    Vocabulary tokens = vocabulary(model, added, unknown);
    List<AddedToken> all =
        Stream.concat(
                added.values().stream(),
                tokens.special().stream().filter(token -> !added.containsKey(token.content())))
            .sorted(Comparator.comparingInt(AddedToken::id))
            .toList();
    return new Tokenizer(
        tokens,
        new Pipeline(
            all,
            Normalizers.read(root.at("normalizer")),
            preTokenizer,
            PieceModels.read(model, tokens, preTokenizer.givesBytes()),
            PostProcessor.read(root.at("post_processor")),
            Decoders.read(root.at("decoder"))));
  }

  private Map<String, AddedToken> added() {
    Map<String, AddedToken> added = new LinkedHashMap<>();
    JsonPart list = root.at("added_tokens");
    boolean changesText = !root.at("normalizer").isAbsent();
    if (!list.isAbsent()) {
      for (JsonPart part : list.items()) {
        AddedToken token = AddedToken.read(part, changesText);
        added.put(token.content(), token);
      }
    }
    return added;
  }

  private Vocabulary vocabulary(JsonPart model, Map<String, AddedToken> added, String unknown) {
    Map<String, Integer> ids = PieceModels.ids(model);
    added.values().forEach(token -> ids.put(token.content(), token.id()));
    List<String> names = names(model.at("vocab"), ids);
    String end = endOfDocument(model, ids.keySet());
    Set<String> special = new HashSet<>(Set.of(end));
    added.values().stream()
        .filter(AddedToken::special)
        .forEach(token -> special.add(token.content()));
    if (!unknown.isEmpty()) {
      special.add(unknown);
    }
    return new Vocabulary(names, special, end, unknown.isEmpty() ? null : unknown);
  }

  private String endOfDocument(JsonPart model, Set<String> names) {
    return Stream.of(Vocabulary.USUAL_ENDS.stream(), markedEnds(), Stream.of(namedEnd))
        .flatMap(each -> each)
        .filter(names::contains)
        .findFirst()
        .orElseThrow(
            () ->
                model
                    .at("vocab")
                    .error(
                        "has no token that ends documents; it must be "
                            + String.join(", ", Vocabulary.USUAL_ENDS)
                            + ", or the eos_token of a tokenizer_config.json in the same folder"));
  }

  /** The token that Isotope has marked when it wrote the file. */
  private Stream<String> markedEnds() {
    JsonPart list = root.at("added_tokens");
    return list.isAbsent()
        ? Stream.of()
        : list.items().stream()
            .filter(part -> part.at(AddedToken.ENDS_DOCUMENTS).flag(false))
            .map(part -> part.at("content").text());
  }

  /** Every token's name by id; the ids of vocabulary and added tokens together leave no gap. */
  private static List<String> names(JsonPart vocabulary, Map<String, Integer> ids) {
    String[] names = new String[ids.size()];
    ids.forEach(
        (name, id) -> {
          if (id < 0 || id >= names.length || names[id] != null) {
            throw vocabulary.error(
                "the id of \""
                    + name
                    + "\" is "
                    + id
                    + "; the ids of "
                    + names.length
                    + " tokens are 0 to "
                    + (names.length - 1)
                    + ", each once");
          }
          names[id] = name;
        });
    return new ArrayList<>(List.of(names));
  }
}
