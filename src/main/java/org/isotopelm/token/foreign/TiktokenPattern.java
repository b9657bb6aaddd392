package org.isotopelm.token.foreign;

import java.util.List;
import java.util.Map;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.pipeline.KnownExpression;

/** How OpenAI's and Llama 3's tokenizers cut text into pieces (tiktoken, openai_public.py). */
public enum TiktokenPattern {
  /** Of gpt2, r50k_base and p50k_base. */
  GPT2(KnownExpression.GPT2),

  /** Of cl100k_base. */
  CL100K(KnownExpression.CL100K),

  /** Of Llama 3. */
  LLAMA3(KnownExpression.LLAMA3),

  /** Of o200k_base. */
  O200K(KnownExpression.O200K);

  private static final int LLAMA3_TOKENS = 128_000;
  private static final int CL100K_TOKENS = 100_256;
  private static final int O200K_TOKENS = 199_998;

  private final KnownExpression expression;

  TiktokenPattern(KnownExpression expression) {
    this.expression = expression;
  }

  /**
   * The pattern of a file that does not say which: that of the encoding with as many tokens, else
   * GPT-2's.
   */
  public static TiktokenPattern of(int tokens) {
    return switch (tokens) {
      case CL100K_TOKENS -> CL100K;
      case LLAMA3_TOKENS -> LLAMA3;
      case O200K_TOKENS -> O200K;
      default -> GPT2;
    };
  }

  /** The pre-tokenizer in tokenizer.json. */
  Map<String, Object> json() {
    return this == GPT2
        ? Layout.byteLevel(true)
        : JsonObject.of(
            "type",
            "Sequence",
            "pretokenizers",
            List.of(Layout.split(expression.expression()), Layout.byteLevel(false)));
  }
}
