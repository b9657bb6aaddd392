package org.isotopelm.token;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
import org.isotopelm.token.pipeline.AddedToken;
import org.isotopelm.token.pipeline.Decoders;
import org.isotopelm.token.pipeline.JsonPart;
import org.isotopelm.token.pipeline.Normalizer;
import org.isotopelm.token.pipeline.PieceModels;
import org.isotopelm.token.pipeline.Pipeline;
import org.isotopelm.token.pipeline.PreTokenizer;
import org.isotopelm.token.pipeline.PreTokenizers;
import org.isotopelm.token.pipeline.Vocabulary;
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

  private TokenizerReader(JsonPart root) {
    this.root = root;
  }

  /**
   * Reads a tokenizer.
   *
   * @param file what errors call it
   */
  static Tokenizer read(String file, byte[] json) {
    JsonNode node;
    try {
      node = MAPPER.readTree(json);
    } catch (JacksonException e) {
      String message = "is not JSON, or is truncated: " + Json.reason(e);
      TokenStreamLocation at = Objects.requireNonNullElse(e.getLocation(), TokenStreamLocation.NA);
      Problem problem =
          new Problem(file, Math.max(0, at.getLineNr()), at.getColumnNr(), null, message);
      throw new IsotopeException(ExitCode.DATA, List.of(problem), null);
    }
    return new TokenizerReader(new JsonPart(file, "", node)).read();
  }

  /** Reads what another file says, as its reader has written it down. */
  static Tokenizer read(String file, Map<String, Object> json) {
    return new TokenizerReader(new JsonPart(file, "", MAPPER.valueToTree(json))).read();
  }

  private Tokenizer read() {
    for (String part : List.of("normalizer", "truncation", "padding")) {
      if (!root.at(part).isAbsent()) {
        throw root.at(part).refused("none");
      }
    }
    JsonPart after = root.at("post_processor");
    if (!after.isAbsent() && !after.type().equals("ByteLevel")) {
      throw after.refused("ByteLevel or none");
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
            Normalizer.NONE,
            preTokenizer,
            PieceModels.read(model, tokens, preTokenizer.givesBytes()),
            Decoders.read(root.at("decoder"))));
  }

  private Map<String, AddedToken> added() {
    Map<String, AddedToken> added = new LinkedHashMap<>();
    JsonPart list = root.at("added_tokens");
    if (!list.isAbsent()) {
      for (JsonPart part : list.items()) {
        AddedToken token = AddedToken.read(part);
        if (!token.special()) {
          throw new JsonPart(root.file(), "added_tokens", part.node())
              .refused("special tokens only");
        }
        added.put(token.content(), token);
      }
    }
    return added;
  }

  private static Vocabulary vocabulary(
      JsonPart model, Map<String, AddedToken> added, String unknown) {
    Map<String, Integer> ids = PieceModels.ids(model);
    added.values().forEach(token -> ids.put(token.content(), token.id()));
    List<String> names = names(model.at("vocab"), ids);
    if (!ids.containsKey(Tokenizer.END_OF_DOCUMENT)) {
      throw model
          .at("vocab")
          .error("has no " + Tokenizer.END_OF_DOCUMENT + ", the token that ends documents");
    }
    java.util.Set<String> special =
        added.values().stream().map(AddedToken::content).collect(Collectors.toSet());
    special.add(Tokenizer.END_OF_DOCUMENT);
    if (!unknown.isEmpty()) {
      special.add(unknown);
    }
    return new Vocabulary(
        names, special, Tokenizer.END_OF_DOCUMENT, unknown.isEmpty() ? null : unknown);
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
