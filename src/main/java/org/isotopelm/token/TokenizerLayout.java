package org.isotopelm.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.isotopelm.token.TokenizerSpec.Pattern;
import org.isotopelm.token.TokenizerSpec.Words;
import org.jspecify.annotations.Nullable;

/** What stands where in a tokenizer.json, from its outermost object inwards. */
final class TokenizerLayout {
  /** The expression that cuts into {@link PreTokenizer#BLANKS}. */
  static final String BLANKS = " ?\\S+|\\s+(?!\\S)|\\s+";

  /** The expression that cuts into code points. */
  static final String CHARACTERS = "[\\s\\S]";

  private TokenizerLayout() {}

  /** The whole file. */
  static Map<String, Object> of(Tokenizer tokenizer) {
    return object(
        "version",
        "1.0",
        "truncation",
        null,
        "padding",
        null,
        "added_tokens",
        addedTokens(tokenizer.tokens()),
        "normalizer",
        null,
        "pre_tokenizer",
        preTokenizer(tokenizer),
        "post_processor",
        null,
        "decoder",
        decoder(tokenizer),
        "model",
        model(tokenizer));
  }

  private static List<Map<String, Object>> addedTokens(Vocabulary tokens) {
    return IntStream.range(0, tokens.size())
        .filter(tokens::isSpecial)
        .mapToObj(
            id ->
                object(
                    "id", id,
                    "content", tokens.name(id),
                    "single_word", false,
                    "lstrip", false,
                    "rstrip", false,
                    "normalized", false,
                    "special", true))
        .toList();
  }

  private static Map<String, Object> preTokenizer(Tokenizer tokenizer) {
    return switch (tokenizer) {
      case ByteTokenizer _ -> byteLevel(false, false);
      case CharTokenizer _ -> split(CHARACTERS);
      case WordTokenizer word when word.words() == Words.WHITESPACE ->
          object("type", "WhitespaceSplit");
      case WordTokenizer _ -> object("type", "Whitespace");
      case BpeTokenizer bpe when bpe.pattern() == Pattern.GPT2 -> byteLevel(false, true);
      case BpeTokenizer _ ->
          object(
              "type", "Sequence", "pretokenizers", List.of(split(BLANKS), byteLevel(false, false)));
    };
  }

  private static Map<String, Object> split(String expression) {
    return object(
        "type",
        "Split",
        "pattern",
        object("Regex", expression),
        "behavior",
        "Isolated",
        "invert",
        false);
  }

  private static Map<String, Object> byteLevel(boolean prefixSpace, boolean expression) {
    return object(
        "type",
        "ByteLevel",
        "add_prefix_space",
        prefixSpace,
        "trim_offsets",
        true,
        "use_regex",
        expression);
  }

  /** Without a decoder, tokens are joined by blanks. */
  private static @Nullable Map<String, Object> decoder(Tokenizer tokenizer) {
    return switch (tokenizer) {
      case ByteTokenizer _, BpeTokenizer _ -> byteLevel(true, true);
      case CharTokenizer _ -> object("type", "Fuse");
      case WordTokenizer _ -> null;
    };
  }

  private static Map<String, Object> model(Tokenizer tokenizer) {
    Map<String, Object> vocabulary = vocabulary(tokenizer.tokens());
    return switch (tokenizer) {
      case CharTokenizer _, WordTokenizer _ ->
          object("type", "WordLevel", "vocab", vocabulary, "unk_token", Tokenizer.UNKNOWN);
      case ByteTokenizer _ -> pairs(vocabulary, List.of());
      case BpeTokenizer bpe -> pairs(vocabulary, merges(bpe));
    };
  }

  private static Map<String, Object> vocabulary(Vocabulary tokens) {
    Map<String, Object> ids = LinkedHashMap.newLinkedHashMap(tokens.size());
    for (int id = 0; id < tokens.size(); id++) {
      ids.put(tokens.name(id), id);
    }
    return ids;
  }

  private static List<List<String>> merges(BpeTokenizer bpe) {
    return bpe.merges().stream()
        .map(merge -> List.of(bpe.token(merge.left()), bpe.token(merge.right())))
        .toList();
  }

  private static Map<String, Object> pairs(
      Map<String, Object> vocabulary, List<List<String>> merges) {
    return object(
        "type",
        "BPE",
        "dropout",
        null,
        "unk_token",
        null,
        "continuing_subword_prefix",
        null,
        "end_of_word_suffix",
        null,
        "fuse_unk",
        false,
        "byte_fallback",
        false,
        "ignore_merges",
        false,
        "vocab",
        vocabulary,
        "merges",
        merges);
  }

  /** An object of keys and values in turn. */
  private static Map<String, Object> object(@Nullable Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }
}
