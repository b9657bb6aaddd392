package org.isotopelm.token.piece;

import java.util.Map;
import java.util.stream.IntStream;

/**
 * WordPiece (Schuster and Nakajima 2012) as BERT uses it: the longest token that begins the rest of
 * a word, again and again. A word that cannot be made so is unknown as a whole.
 */
public final class WordPieceModel implements PieceModel {
  /** BERT's mark of tokens that do not begin a word. */
  public static final String CONTINUED = "##";

  /** BERT's bound. */
  public static final int LONGEST_WORD = 100;

  private final Vocabulary tokens;
  private final String prefix;
  private final int longestWord;
  private final NameTrie firsts;
  private final NameTrie others;

  /**
   * A model.
   *
   * @param prefix of the names of tokens that do not begin a word
   * @param longestWord in characters; longer words are unknown
   */
  public WordPieceModel(Vocabulary tokens, String prefix, int longestWord) {
    this.tokens = tokens;
    this.prefix = prefix;
    this.longestWord = longestWord;
    this.firsts = trie(tokens, "");
    this.others = trie(tokens, prefix);
  }

  private static NameTrie trie(Vocabulary tokens, String prefix) {
    return new NameTrie(
        IntStream.range(0, tokens.size())
            .filter(id -> !tokens.isSpecial(id) && tokens.name(id).startsWith(prefix))
            .mapToObj(id -> new NameTrie.Entry(tokens.name(id).substring(prefix.length()), id))
            .filter(entry -> isText(entry.name()))
            .toList());
  }

  /** Whether a text can hold a name that ends where a character ends. */
  private static boolean isText(String name) {
    return !name.isEmpty() && !Character.isHighSurrogate(name.charAt(name.length() - 1));
  }

  @Override
  public PieceEncoder encoder() {
    IntList ends = new IntList();
    return (text, begin, end, ids) -> {
      ends.clear();
      append(text, begin, end, ids, ends);
    };
  }

  @Override
  public void locate(String text, int begin, int end, TokenConsumer consumer) {
    IntList ids = new IntList();
    IntList ends = new IntList();
    append(text, begin, end, ids, ends);
    for (int i = 0; i < ids.size(); i++) {
      consumer.accept(ids.get(i), i == 0 ? begin : ends.get(i - 1), ends.get(i));
    }
  }

  /** Appends the tokens of a word, and where each ends. */
  private void append(String text, int begin, int end, IntList ids, IntList ends) {
    int before = ids.size();
    int at = begin;
    if (text.codePointCount(begin, end) <= longestWord) {
      while (at < end && appendLongest(text, at, end, at == begin ? firsts : others, ids, ends)) {
        at = ends.get(ends.size() - 1);
      }
    }
    if (at < end) {
      ids.truncate(before);
      ends.clear();
      ids.add(tokens.unknown().orElseThrow());
      ends.add(end);
    }
  }

  /** Appends the longest token at a place, and its end; false if there is none. */
  private static boolean appendLongest(
      String text, int at, int end, NameTrie trie, IntList ids, IntList ends) {
    int node = NameTrie.ROOT;
    int token = NameTrie.NONE;
    int tokenEnd = at;
    for (int to = at; to < end; ) {
      node = trie.child(node, text.charAt(to));
      if (node == NameTrie.NONE) {
        break;
      }
      to++;
      if (trie.token(node) != NameTrie.NONE) {
        token = trie.token(node);
        tokenEnd = to;
      }
    }
    if (token != NameTrie.NONE) {
      ids.add(token);
      ends.add(tokenEnd);
    }
    return token != NameTrie.NONE;
  }

  @Override
  public String kind() {
    return "wordpiece";
  }

  @Override
  public Map<String, Object> json(Vocabulary vocabulary) {
    return JsonObject.of(
        "type",
        "WordPiece",
        "unk_token",
        vocabulary.name(tokens.unknown().orElseThrow()),
        "continuing_subword_prefix",
        prefix,
        "max_input_chars_per_word",
        longestWord,
        "vocab",
        vocabulary.json());
  }

  static PieceModel read(JsonPart model, Vocabulary tokens) {
    JsonPart prefix = model.at("continuing_subword_prefix");
    JsonPart longest = model.at("max_input_chars_per_word");
    return new WordPieceModel(
        tokens,
        prefix.isAbsent() ? CONTINUED : prefix.text(),
        longest.isAbsent() ? LONGEST_WORD : longest.number(Integer.MAX_VALUE));
  }
}
