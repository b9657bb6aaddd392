package org.isotopelm.cluster;

import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.isotopelm.base.Json;
import org.isotopelm.token.TokenizerSpec;
import org.isotopelm.token.training.CountedPieces;

/**
 * Counts the pieces of a part of a text on the machine on which Spark calls it.
 *
 * @param spec the tokenizer's, as JSON
 */
record PieceCount(String spec) implements Function<List<String>, byte[]> {
  /** The counts, see {@link CountedPieces#packed}. */
  @Override
  public byte[] call(List<String> part) {
    return Json.mapper().readValue(spec, TokenizerSpec.Counted.class).count(part::forEach).packed();
  }
}
