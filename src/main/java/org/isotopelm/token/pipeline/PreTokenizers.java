package org.isotopelm.token.pipeline;

import java.util.List;

/** The pre-tokenizers that Isotope reads. */
public final class PreTokenizers {
  /** Words between white space, which is lost. */
  public static PreTokenizer whitespaceSplit() {
    return new Scanned(PieceScanner.WORDS, false, JsonObject.of("type", "WhitespaceSplit"));
  }

  /** Unicode's words, and runs of other characters; white space is lost. */
  public static PreTokenizer whitespace() {
    return new Scanned(PieceScanner.UNICODE_WORDS, false, JsonObject.of("type", "Whitespace"));
  }

  static final String SUPPORTED =
      "ByteLevel, Split, Whitespace, WhitespaceSplit and Sequence, or none";

  private PreTokenizers() {}

  /** One after another: each cuts the pieces of the one before. */
  public static PreTokenizer sequence(PreTokenizer... steps) {
    return new PreTokenizerSequence(List.of(steps));
  }

  /** The pre-tokenizer that stands in a file. */
  public static PreTokenizer read(JsonPart part) {
    if (part.isAbsent()) {
      return PreTokenizer.NONE;
    }
    return switch (part.type()) {
      case "ByteLevel" -> ByteLevel.read(part);
      case "Split" -> ExpressionSplit.read(part);
      case "Whitespace" -> whitespace();
      case "WhitespaceSplit" -> whitespaceSplit();
      case "Sequence" -> PreTokenizerSequence.read(part.at("pretokenizers"));
      default -> throw part.refused(SUPPORTED);
    };
  }
}
