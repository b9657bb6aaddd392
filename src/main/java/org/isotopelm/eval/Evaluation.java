package org.isotopelm.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well a model predicts a text: the JSON of {@code eval}.
 *
 * @param run the run that was evaluated
 * @param checkpoint of the run
 * @param split of the run's corpus; null for another text
 * @param documents scored
 * @param tokens predicted: every token of the text, and the end of each document where documents
 *     have boundaries
 * @param words of the original text, between white space
 * @param bytes of the original text in UTF-8
 * @param unknownTokens of the tokens, those that stand for text the tokenizer cannot encode; they
 *     are charged like any other
 * @param nll mean in nats per token
 * @param perplexity exp(nll)
 * @param perplexityPerWord exp(Σnll / words)
 * @param bitsPerByte Σnll / (ln 2 · bytes)
 * @param bitsPerByteSpelled the same with the {@link Spelling} of unknown tokens charged: what
 *     compares with other tokenizers
 * @param ci95 of nll, by bootstrap; null for fewer than two units
 * @param ci95Over the units the bootstrap draws
 * @param context tokens that the model sees at most; null where its state is carried through a
 *     whole document
 * @param stride of the sliding window; with a carried state, the model's context
 * @param warnings what a reader of the figures must know
 */
public record Evaluation(
    @Nullable String run,
    @Nullable String checkpoint,
    @Nullable String split,
    int documents,
    long tokens,
    long words,
    long bytes,
    long unknownTokens,
    double nll,
    double perplexity,
    double perplexityPerWord,
    double bitsPerByte,
    double bitsPerByteSpelled,
    @Nullable Interval ci95,
    String ci95Over,
    @Nullable Integer context,
    int stride,
    List<String> warnings) {

  public Evaluation {
    warnings = List.copyOf(warnings);
  }
}
