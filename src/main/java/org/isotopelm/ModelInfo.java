package org.isotopelm;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a model is.
 *
 * @param run its folder
 * @param checkpoint of the run
 * @param kind as the config's {@code model.kind}: ngram, mlp, lstm, gpt, hashed, arpa or mix
 * @param parameters how many numbers it consists of: weights, or n-grams
 * @param vocabulary number of tokens, V
 * @param context the most tokens that it sees before the one it predicts; null: all of the document
 * @param isDistribution whether its probabilities sum to one; where not, it has scores but no
 *     perplexity
 */
public record ModelInfo(
    Path run,
    String checkpoint,
    String kind,
    long parameters,
    int vocabulary,
    @Nullable Integer context,
    boolean isDistribution) {}
