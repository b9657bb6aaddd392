package org.isotopelm.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.DataSpec.SplitSpec;

/** Cuts a text that is one document into training, validation and test pieces, in this order. */
final class ContiguousSplit {
  private ContiguousSplit() {}

  /** The pieces; a share of zero has none. */
  static List<String> pieces(String text, SplitSpec shares) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    int validation = boundary(utf8, 1 - shares.validation() - shares.test());
    int test = boundary(utf8, 1 - shares.test());
    List<String> pieces = new ArrayList<>(3);
    pieces.add(new String(utf8, 0, validation, StandardCharsets.UTF_8));
    if (shares.validation() > 0) {
      pieces.add(new String(utf8, validation, test - validation, StandardCharsets.UTF_8));
    }
    if (shares.test() > 0) {
      pieces.add(new String(utf8, test, utf8.length - test, StandardCharsets.UTF_8));
    }
    return pieces;
  }

  /** The split that the pieces are, where none is empty. */
  static Split split(Corpus corpus, SplitSpec shares) {
    for (int d = 0; d < corpus.size(); d++) {
      if (corpus.index().bytes(d) == 0) {
        throw ProblemException.data(
            String.format(
                Locale.ROOT,
                "data.split: %s, at most %d tokens, too few to divide into %d splits; use more text",
                corpus.description(),
                corpus.bytes(),
                corpus.size()));
      }
    }
    int test = shares.validation() > 0 ? 2 : 1;
    return new Split(
        new int[] {0},
        shares.validation() > 0 ? new int[] {1} : new int[0],
        shares.test() > 0 ? new int[] {test} : new int[0]);
  }

  /** That share of the bytes, rounded down to where a character begins. */
  private static int boundary(byte[] utf8, double share) {
    // 1 - 0.1 - 0.2 falls short of 0.7: a millionth of a byte makes up for it.
    int at = (int) Math.min(utf8.length, Math.floor(utf8.length * share + 1e-6));
    while (at > 0 && at < utf8.length && (utf8[at] & 0xC0) == 0x80) {
      at--;
    }
    return at;
  }
}
