package org.isotopelm.token.pipeline;

import java.util.Map;

/** Cuts by an expression, whose matches and what lies between them are pieces. */
public final class ExpressionSplit {
  /** Runs of non-blanks, each with the blank before it. */
  public static PreTokenizer blanks() {
    return of(KnownExpression.BLANKS);
  }

  /** Every code point by itself. */
  public static PreTokenizer characters() {
    return of(KnownExpression.CHARACTERS);
  }

  private ExpressionSplit() {}

  private static PreTokenizer of(KnownExpression known) {
    Map<String, Object> json =
        JsonObject.of(
            "type",
            "Split",
            "pattern",
            JsonObject.of("Regex", known.expression()),
            "behavior",
            "Isolated",
            "invert",
            false);
    return new Scanned(known.scanner(), true, json);
  }

  static PreTokenizer read(JsonPart part) {
    boolean isolated =
        part.node().path("behavior").asString("").equals("Isolated")
            && !part.at("invert").flag(false);
    String expression = part.node().path("pattern").path("Regex").asString("");
    if (isolated && KnownExpression.of(expression).isPresent()) {
      return of(KnownExpression.of(expression).get());
    }
    throw part.refused(PreTokenizers.SUPPORTED);
  }
}
