package org.isotopelm.token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.base.Problem;
import org.isotopelm.token.Merges.Merge;
import org.isotopelm.token.TokenizerSpec.Pattern;
import org.isotopelm.token.TokenizerSpec.Words;
import org.jspecify.annotations.Nullable;
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
  private static final String BYTE_LEVEL =
      "ByteLevel with add_prefix_space false, alone or after a Split by " + TokenizerLayout.BLANKS;
  private static final String WORDS =
      "WhitespaceSplit, Whitespace, or a Split by " + TokenizerLayout.CHARACTERS;

  /** A token may be longer than a key of other files: a run of equal letters becomes one. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNameLength(Integer.MAX_VALUE).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;
  private final JsonNode root;
  private final JsonNode model;

  private TokenizerReader(String file, JsonNode root) {
    this.file = file;
    this.root = root;
    this.model = root.path("model");
  }

  /**
   * Reads a tokenizer.
   *
   * @param file what errors call it
   */
  static Tokenizer read(String file, byte[] json) {
    try {
      return new TokenizerReader(file, MAPPER.readTree(json)).read();
    } catch (JacksonException e) {
      String message = "is not JSON, or is truncated: " + e.getOriginalMessage();
      TokenStreamLocation at = Objects.requireNonNullElse(e.getLocation(), TokenStreamLocation.NA);
      throw error(file, Math.max(0, at.getLineNr()), at.getColumnNr(), null, message);
    }
  }

  private Tokenizer read() {
    for (String part : List.of("normalizer", "truncation", "padding")) {
      require(isAbsent(root.path(part)), part, root.path(part), "none");
    }
    JsonNode after = root.path("post_processor");
    require(
        isAbsent(after) || isType(after, "ByteLevel"),
        "post_processor",
        after,
        "ByteLevel or none");
    if (isType(model, "BPE")) {
      return pairs();
    }
    require(isType(model, "WordLevel"), "model.type", model.path("type"), "BPE or WordLevel");
    return wordLevel();
  }

  private Tokenizer pairs() {
    for (String part : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
      requireOff(part, "");
    }
    requireOff("dropout", "0.0");
    requireOff("byte_fallback", "false");
    requireOff("ignore_merges", "false");
    Set<String> special = special();
    List<String> names = names();
    Set<String> plain = new HashSet<>(names);
    plain.removeAll(special);
    require(
        plain.containsAll(ByteAlphabet.inByteOrder()),
        "model.vocab",
        "has no token for a byte; a vocabulary must have all 256");
    List<Merge> merges = merges(names, special);
    JsonNode cut = root.path("pre_tokenizer");
    if (isByteLevel(cut, false) && merges.isEmpty() && isByteTokenizer(names)) {
      return new ByteTokenizer();
    }
    return new BpeTokenizer(names, special, merges, pattern(cut));
  }

  private Pattern pattern(JsonNode cut) {
    if (isByteLevel(cut, true)) {
      return Pattern.GPT2;
    }
    JsonNode steps = cut.path("pretokenizers");
    require(
        isType(cut, "Sequence")
            && steps.size() == 2
            && isSplit(steps.path(0), TokenizerLayout.BLANKS)
            && isByteLevel(steps.path(1), false),
        "pre_tokenizer",
        cut,
        BYTE_LEVEL);
    return Pattern.WHITESPACE;
  }

  private static boolean isByteTokenizer(List<String> names) {
    return names.equals(new ByteTokenizer().tokens().names());
  }

  private Tokenizer wordLevel() {
    Set<String> special = special();
    special.add(Tokenizer.UNKNOWN);
    List<String> names = names();
    JsonNode unknown = model.path("unk_token");
    require(
        Tokenizer.UNKNOWN.equals(text(unknown)) && names.contains(Tokenizer.UNKNOWN),
        "model.unk_token",
        unknown,
        Tokenizer.UNKNOWN + " with an id");
    JsonNode cut = root.path("pre_tokenizer");
    if (isType(cut, "WhitespaceSplit")) {
      return new WordTokenizer(names, special, Words.WHITESPACE);
    }
    if (isType(cut, "Whitespace")) {
      return new WordTokenizer(names, special, Words.UNICODE);
    }
    require(isSplit(cut, TokenizerLayout.CHARACTERS), "pre_tokenizer", cut, WORDS);
    for (String name : names) {
      require(
          special.contains(name) || name.codePointCount(0, name.length()) == 1,
          "model.vocab",
          "\"" + name + "\" is not one character, as the pre-tokenizer's pieces are");
    }
    return new CharTokenizer(names, special);
  }

  /** The names of added tokens, which must all be special, and that of the end of a document. */
  private Set<String> special() {
    Set<String> special = new HashSet<>(Set.of(Tokenizer.END_OF_DOCUMENT));
    for (JsonNode token : root.path("added_tokens")) {
      require(token.path("special").asBoolean(false), "added_tokens", token, "special tokens only");
      special.add(text(token.path("content")));
    }
    return special;
  }

  /** Every token's name by id; the ids of vocabulary and added tokens together leave no gap. */
  private List<String> names() {
    JsonNode vocabulary = model.path("vocab");
    require(vocabulary.isObject(), "model.vocab", "is missing; it must give every token its id");
    Map<String, JsonNode> ids = new HashMap<>();
    vocabulary.properties().forEach(token -> ids.put(token.getKey(), token.getValue()));
    root.path("added_tokens").forEach(t -> ids.put(text(t.path("content")), t.path("id")));
    String[] names = new String[ids.size()];
    ids.forEach(
        (name, id) -> {
          boolean fits = id.isInt() && id.intValue() >= 0 && id.intValue() < names.length;
          require(
              fits && names[id.intValue()] == null,
              "model.vocab",
              "the id of \""
                  + name
                  + "\" is "
                  + id
                  + "; the ids of "
                  + names.length
                  + " tokens are 0 to "
                  + (names.length - 1)
                  + ", each once");
          names[id.intValue()] = name;
        });
    require(
        ids.containsKey(Tokenizer.END_OF_DOCUMENT),
        "model.vocab",
        "has no " + Tokenizer.END_OF_DOCUMENT + ", the token that ends documents");
    return List.of(names);
  }

  private List<Merge> merges(List<String> names, Set<String> special) {
    JsonNode list = model.path("merges");
    require(list.isArray(), "model.merges", "is missing; it may be empty, but must be there");
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < names.size(); id++) {
      ids.put(names.get(id), id);
    }
    ids.keySet().removeAll(special);
    List<Merge> merges = new ArrayList<>(list.size());
    for (JsonNode merge : list) {
      String[] pair = pair(merge);
      int left = ids.getOrDefault(pair[0], -1);
      int right = ids.getOrDefault(pair[1], -1);
      int result = ids.getOrDefault(pair[0] + pair[1], -1);
      require(
          left >= 0 && right >= 0 && result >= 0,
          "model.merges",
          merge + " is not a pair of tokens that together make a token");
      merges.add(new Merge(left, right, result));
    }
    return merges;
  }

  /** The two names of {@code ["a", "b"]}, or {@code "a b"} as older files have it. */
  private static String[] pair(JsonNode merge) {
    if (merge.isArray()) {
      return new String[] {text(merge.path(0)), text(merge.path(1))};
    }
    String names = text(merge);
    int blank = names.indexOf(' ');
    return blank < 0
        ? new String[] {names, ""}
        : new String[] {names.substring(0, blank), names.substring(blank + 1)};
  }

  private static boolean isByteLevel(JsonNode part, boolean expression) {
    return isType(part, "ByteLevel")
        && !part.path("add_prefix_space").asBoolean(true)
        && part.path("use_regex").asBoolean(true) == expression;
  }

  private static boolean isSplit(JsonNode part, String expression) {
    return isType(part, "Split")
        && text(part.path("pattern").path("Regex")).equals(expression)
        && text(part.path("behavior")).equals("Isolated")
        && !part.path("invert").asBoolean(false);
  }

  private static boolean isType(JsonNode part, String type) {
    return text(part.path("type")).equals(type);
  }

  private static boolean isAbsent(JsonNode part) {
    return part.isMissingNode() || part.isNull();
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.stringValue() : "";
  }

  private void requireOff(String part, String off) {
    JsonNode value = model.path(part);
    boolean isOff = isAbsent(value) || value.asString("?").equals(off);
    require(isOff, "model." + part, value, "none");
  }

  private void require(boolean supported, String part, JsonNode found, String supportedOnes) {
    String shown = found.toString();
    String message = shown.length() > 200 ? shown.substring(0, 200) + "…" : shown;
    require(supported, part, message + " is not supported; Isotope reads " + supportedOnes);
  }

  private void require(boolean holds, String part, String message) {
    if (!holds) {
      throw error(file, 0, 0, part, message);
    }
  }

  private static IsotopeException error(
      String file, int line, int column, @Nullable String part, String message) {
    Problem problem = new Problem(file, line, column, part, message);
    return new IsotopeException(ExitCode.DATA, List.of(problem), null);
  }
}
