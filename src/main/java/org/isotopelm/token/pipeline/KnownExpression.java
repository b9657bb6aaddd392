package org.isotopelm.token.pipeline;

import java.util.Arrays;
import java.util.Optional;

/** The expressions that have a scanner of their own, as tokenizer.json writes them. */
public enum KnownExpression {
  /** Isotope's {@code pattern: whitespace}. */
  BLANKS(PieceScanner.BLANKS, " ?\\S+|\\s+(?!\\S)|\\s+"),

  /** Isotope's {@code kind: char}. */
  CHARACTERS(PieceScanner.CHARACTERS, "[\\s\\S]"),

  /** GPT-2, and OpenAI's r50k_base and p50k_base. */
  GPT2(
      PieceScanner.GPT2,
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),

  /** OpenAI's cl100k_base. */
  CL100K(
      PieceScanner.CL100K,
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s+\\z|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),

  /** Llama 3. */
  LLAMA3(
      PieceScanner.LLAMA3,
      "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
          + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),

  /** OpenAI's o200k_base. */
  O200K(
      PieceScanner.O200K,
      "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*"
          + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
          + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+"
          + "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
          + "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

  private final PieceScanner scanner;
  private final String expression;

  KnownExpression(PieceScanner scanner, String expression) {
    this.scanner = scanner;
    this.expression = expression;
  }

  /** The one that is written so. */
  static Optional<KnownExpression> of(String expression) {
    return Arrays.stream(values()).filter(each -> each.expression.equals(expression)).findFirst();
  }

  /** Finds the pieces. */
  PieceScanner scanner() {
    return scanner;
  }

  /** As tokenizer.json writes it. */
  public String expression() {
    return expression;
  }
}
