package org.isotopelm.token.pipeline;

import java.util.List;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.JsonPart;
import org.isotopelm.token.piece.Unicode;

/** The pre-tokenizers that Isotope reads. */
public final class PreTokenizers {
  private static final String SUPPORTED =
      "ByteLevel, Split, Whitespace, WhitespaceSplit, Metaspace, BertPreTokenizer, Punctuation, Digits, CharDelimiterSplit, Sequence, or none";

  private PreTokenizers() {}

  /** Words between white space, which is lost. */
  public static PreTokenizer whitespaceSplit() {
    return new Scanned(PieceScanner.WORDS, false, JsonObject.of("type", "WhitespaceSplit"));
  }

  /** Unicode's words, and runs of other characters; white space is lost. */
  public static PreTokenizer whitespace() {
    return new Scanned(PieceScanner.UNICODE_WORDS, false, JsonObject.of("type", "Whitespace"));
  }

  /** The matches of an expression that has a scanner of its own. */
  public static PreTokenizer split(KnownExpression known) {
    return split(known.expression());
  }

  /** The matches of a regular expression, and what lies between them. */
  public static PreTokenizer split(String regex) {
    return ExpressionSplit.of(Expression.regex(regex), Behavior.ISOLATED, false);
  }

  /** Words between white space, and every mark of punctuation by itself; white space is lost. */
  public static PreTokenizer bert() {
    return new BertSplit();
  }

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
      case "Metaspace" -> Metaspace.read(part);
      case "BertPreTokenizer" -> bert();
      case "Punctuation" -> punctuation(part.at("behavior"));
      case "Digits" -> digits(part.at("individual_digits").flag(false));
      case "CharDelimiterSplit" -> delimiter(part.at("delimiter").text());
      case "Sequence" -> PreTokenizerSequence.read(part.at("pretokenizers"));
      default -> throw part.refused(SUPPORTED);
    };
  }

  private static PreTokenizer punctuation(JsonPart given) {
    Behavior behavior = given.isAbsent() ? Behavior.ISOLATED : Behavior.read(given);
    return new ClassSplit(
        Unicode::isPunctuation,
        behavior,
        JsonObject.of("type", "Punctuation", "behavior", behavior.label()));
  }

  private static PreTokenizer digits(boolean individual) {
    return new ClassSplit(
        Unicode::isNumber,
        individual ? Behavior.ISOLATED : Behavior.CONTIGUOUS,
        JsonObject.of("type", "Digits", "individual_digits", individual));
  }

  private static PreTokenizer delimiter(String delimiter) {
    int only = delimiter.isEmpty() ? -1 : delimiter.codePointAt(0);
    return new ClassSplit(
        c -> c == only,
        Behavior.REMOVED,
        JsonObject.of("type", "CharDelimiterSplit", "delimiter", delimiter));
  }
}
