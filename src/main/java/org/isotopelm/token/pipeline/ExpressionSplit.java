package org.isotopelm.token.pipeline;

import java.util.Map;

/** Cuts by an expression, whose matches and what lies between them are pieces. */
public final class ExpressionSplit {
  private static final String BLANKS_EXPRESSION = " ?\\S+|\\s+(?!\\S)|\\s+";
  private static final String CHARACTERS_EXPRESSION = "[\\s\\S]";

  /** Runs of non-blanks, each with the blank before it. */
  public static PreTokenizer blanks() {
    return of(PieceScanner.BLANKS, BLANKS_EXPRESSION);
  }

  /** Every code point by itself. */
  public static PreTokenizer characters() {
    return of(PieceScanner.CHARACTERS, CHARACTERS_EXPRESSION);
  }

  private ExpressionSplit() {}

  private static PreTokenizer of(PieceScanner scanner, String expression) {
    Map<String, Object> json =
        JsonObject.of(
            "type",
            "Split",
            "pattern",
            JsonObject.of("Regex", expression),
            "behavior",
            "Isolated",
            "invert",
            false);
    return new Scanned(scanner, true, json);
  }

  static PreTokenizer read(JsonPart part) {
    boolean isolated =
        part.node().path("behavior").asString("").equals("Isolated")
            && !part.at("invert").flag(false);
    if (isolated) {
      switch (part.node().path("pattern").path("Regex").asString("")) {
        case BLANKS_EXPRESSION:
          return blanks();
        case CHARACTERS_EXPRESSION:
          return characters();
        default:
      }
    }
    throw part.refused(PreTokenizers.SUPPORTED);
  }
}
