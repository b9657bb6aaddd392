package org.isotopelm.token.piece;

import java.util.Map;

/** Makes tokens of pieces. Immutable, but for caches; any number of threads may use one. */
public interface PieceModel {
  /** Appends the ids of the piece that stands at a place of {@code text}. */
  void encode(String text, int begin, int end, IntList ids);

  /** Hands the tokens of a piece to {@code tokens}, with their places in {@code text}. */
  void locate(String text, int begin, int end, TokenConsumer tokens);

  /** What it is, in a word for people. */
  String kind();

  /** As tokenizer.json has it, with the vocabulary. */
  Map<String, Object> json(Vocabulary tokens);
}
