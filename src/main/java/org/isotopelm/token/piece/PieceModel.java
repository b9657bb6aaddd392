package org.isotopelm.token.piece;

import java.util.Map;

/** Makes tokens of pieces. Immutable; any number of threads may use one. */
public interface PieceModel {
  /** A new encoder, for one thread at a time. */
  PieceEncoder encoder();

  /** Hands the tokens of a piece to {@code tokens}, with their places in {@code text}. */
  void locate(String text, int begin, int end, TokenConsumer tokens);

  /** What it is, in a word for people. */
  String kind();

  /** As tokenizer.json has it, with the vocabulary. */
  Map<String, Object> json(Vocabulary tokens);
}
