package org.isotopelm.model;

import org.jspecify.annotations.Nullable;

/**
 * What a model sees of a text before the token that it predicts.
 *
 * @param context the most tokens of the document; null: all of them
 * @param stride by how many tokens the window over a document moves
 * @param earlierDocuments whether the model also sees documents that were read before: scores then
 *     depend on the order of the documents
 */
public record Sight(@Nullable Integer context, int stride, boolean earlierDocuments) {
  /** A window over each document alone. */
  public static Sight of(int context, int stride) {
    return new Sight(context, stride, false);
  }
}
