package org.isotopelm.token.piece;

import java.util.Arrays;
import java.util.Map;

/** Every piece is a token; those outside the vocabulary are unknown. */
public final class WordLevelModel implements PieceModel {
  private static final int CHARACTERS = 1 << 16;

  private final Vocabulary tokens;
  private final int unknown;
  private final int[] idOfChar = new int[CHARACTERS];

  /** A model of the names of a vocabulary, which has an unknown token. */
  public WordLevelModel(Vocabulary tokens) {
    this.tokens = tokens;
    this.unknown = tokens.unknown().orElseThrow();
    Arrays.fill(idOfChar, unknown);
    for (int id = 0; id < tokens.size(); id++) {
      if (!tokens.isSpecial(id) && tokens.name(id).length() == 1) {
        idOfChar[tokens.name(id).charAt(0)] = id;
      }
    }
  }

  @Override
  public PieceEncoder encoder() {
    return (text, begin, end, ids) -> ids.add(id(text, begin, end));
  }

  @Override
  public void locate(String text, int begin, int end, TokenConsumer consumer) {
    consumer.accept(id(text, begin, end), begin, end);
  }

  private int id(String text, int begin, int end) {
    return end - begin == 1
        ? idOfChar[text.charAt(begin)]
        : tokens.idOf(text.substring(begin, end), unknown);
  }

  @Override
  public String kind() {
    return "word";
  }

  @Override
  public Map<String, Object> json(Vocabulary vocabulary) {
    return JsonObject.of(
        "type", "WordLevel", "vocab", vocabulary.json(), "unk_token", vocabulary.name(unknown));
  }
}
