package org.isotopelm.token.piece;

import java.util.Map;

/**
 * A token that is found in a text before the pipeline begins, or that stands for no text.
 *
 * @param singleWord only where no word goes on before or after it
 * @param leftStrip takes the white space before it
 * @param rightStrip takes the white space after it
 * @param normalized looked for in the normalized text
 * @param special stands for no text, and is not looked for
 */
public record AddedToken(
    int id,
    String content,
    boolean singleWord,
    boolean leftStrip,
    boolean rightStrip,
    boolean normalized,
    boolean special) {

  /** In a file, marks the token that ends documents where its name does not show that. */
  public static final String ENDS_DOCUMENTS = "ends_documents";

  /** A token that stands for no text. */
  public static AddedToken special(int id, String content) {
    return new AddedToken(id, content, false, false, false, false, true);
  }

  /** As tokenizer.json has it. */
  public Map<String, Object> json(Vocabulary tokens) {
    Map<String, Object> json =
        JsonObject.of(
            "id", id,
            "content", content,
            "single_word", singleWord,
            "lstrip", leftStrip,
            "rstrip", rightStrip,
            "normalized", normalized,
            "special", special);
    if (id == tokens.endOfDocument() && !Vocabulary.USUAL_ENDS.contains(content)) {
      json.put(ENDS_DOCUMENTS, true);
    }
    return json;
  }

  /**
   * The token that stands in a file.
   *
   * @param changesText whether there is a normalizer; without one it does not matter where a token
   *     is looked for
   */
  public static AddedToken read(JsonPart part, boolean changesText) {
    return new AddedToken(
        part.at("id").number(Integer.MAX_VALUE - 1),
        part.at("content").text(),
        part.at("single_word").flag(false),
        part.at("lstrip").flag(false),
        part.at("rstrip").flag(false),
        changesText && part.at("normalized").flag(false),
        part.at("special").flag(false));
  }
}
