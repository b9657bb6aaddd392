package org.isotopelm.token.piece;

import java.util.Map;

/**
 * WordPiece (Schuster and Nakajima 2012) as BERT uses it: the longest token that begins the rest of
 * a word, again and again. A word that cannot be made so is unknown as a whole.
 *
 * @param prefix of the names of tokens that do not begin a word
 * @param longestWord in characters; longer words are unknown
 */
public record WordPieceModel(Vocabulary tokens, String prefix, int longestWord)
    implements PieceModel {
  /** BERT's mark of tokens that do not begin a word. */
  public static final String CONTINUED = "##";

  /** BERT's bound. */
  public static final int LONGEST_WORD = 100;

  private static final int NONE = -1;

  @Override
  public PieceEncoder encoder() {
    return (text, begin, end, ids) -> locate(text, begin, end, (id, from, to) -> ids.add(id));
  }

  @Override
  public void locate(String text, int begin, int end, TokenConsumer consumer) {
    IntList ids = new IntList();
    IntList ends = new IntList();
    if (text.codePointCount(begin, end) <= longestWord) {
      int at = begin;
      while (at < end) {
        int next = longest(text, begin, at, end, ids);
        if (next == at) {
          break;
        }
        ends.add(next);
        at = next;
      }
      if (at == end) {
        for (int i = 0; i < ids.size(); i++) {
          consumer.accept(ids.get(i), i == 0 ? begin : ends.get(i - 1), ends.get(i));
        }
        return;
      }
    }
    consumer.accept(tokens.unknown().orElseThrow(), begin, end);
  }

  /** Adds the longest token at a place, and gives its end; the place itself if there is none. */
  private int longest(String text, int begin, int at, int end, IntList ids) {
    for (int to = end; to > at; to -= Character.charCount(text.codePointBefore(to))) {
      String part = text.substring(at, to);
      int id = tokens.idOf(at == begin ? part : prefix + part, NONE);
      if (id != NONE) {
        ids.add(id);
        return to;
      }
    }
    return at;
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
