package org.isotopelm.text;

import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.isotopelm.base.ProblemException;

/** The config's {@code data.limit}. */
final class SizeLimit {
  private SizeLimit() {}

  /**
   * Keeps whole documents in hash order up to the limit.
   *
   * @param texts files that are limited; documents of later files, which a config names for a
   *     split, all stay
   */
  static void apply(DataSpec.Limit limit, DocumentIndex index, int texts) {
    IntPredicate limited = d -> index.file(d) < texts;
    int[] order =
        HashOrder.of(IntStream.range(0, index.size()).filter(limited).toArray(), index::high);
    boolean[] kept = new boolean[index.size()];
    long room = limit.bytes();
    for (int d : order) {
      room -= index.bytes(d);
      if (room < 0) {
        break;
      }
      kept[d] = true;
    }
    if (room == limit.bytes() - index.bytes(order[0]) && room < 0) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "data.limit.bytes: %d leaves no document: documents are kept whole, and the first has %d bytes",
              limit.bytes(),
              index.bytes(order[0])));
    }
    index.retain(d -> kept[d] || !limited.test(d));
  }
}
