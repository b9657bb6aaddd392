package org.isotopelm.coding;

import org.isotopelm.data.Passages;
import org.isotopelm.eval.Scores;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;

/** Passages that are coded one after another, and what was found on the way. */
final class CodedLane {
  /** Enough for some threads; each costs at most a byte. */
  private static final int MOST_LANES = 8;

  private final Passages passages;
  private final int from;
  private final int to;
  private byte[] coded = {};
  private double deviation;
  private double difference;

  private CodedLane(Passages passages, int from, int to) {
    this.passages = passages;
    this.from = from;
    this.to = to;
  }

  /** All passages in lanes of about one length; in one, if a document is seen in later ones. */
  static CodedLane[] deal(Passages passages, Sight sight) {
    int count = sight.earlierDocuments() ? 1 : Math.min(MOST_LANES, passages.count());
    CodedLane[] lanes = new CodedLane[count];
    int from = 0;
    for (int lane = 0; lane < count; lane++) {
      int left = count - lane - 1;
      long end = (long) passages.targets() * (lane + 1) / count;
      int to = from + 1;
      while (to < passages.count() - left && (left == 0 || passages.first(to) < end)) {
        to++;
      }
      lanes[lane] = new CodedLane(passages, from, to);
      from = to;
    }
    return lanes;
  }

  /**
   * Codes the lane, and compares what the reader says with the scores.
   *
   * @param marks by target; each is counted as it is coded
   */
  void encode(TokenModel model, Scores scores, byte[] marks) {
    ReaderCoder coder = new ReaderCoder(model);
    RangeEncoder encoder = new RangeEncoder();
    for (int passage = from; passage < to; passage++) {
      coder.begin();
      int first = passages.first(passage);
      int[] tokens = new int[passages.targets(passage)];
      passages.copy(first, tokens, 0, tokens.length);
      for (int i = 0; i < tokens.length; i++) {
        double nll = -StrictMath.log(coder.encode(tokens[i], encoder));
        deviation = Math.max(deviation, Math.abs(coder.sum() - 1));
        difference = Math.max(difference, Causality.difference(scores.nll(first + i), nll));
        marks[first + i]++;
      }
    }
    coded = encoder.finish();
  }

  /**
   * Decodes the lane, of which nothing is known but its bits and the lengths of its passages.
   *
   * @param tokens by target; receives those of the lane
   */
  void decode(TokenModel model, int[] tokens) {
    ReaderCoder coder = new ReaderCoder(model);
    RangeDecoder decoder = new RangeDecoder(coded);
    for (int passage = from; passage < to; passage++) {
      coder.begin();
      int first = passages.first(passage);
      int end = first + passages.targets(passage);
      for (int target = first; target < end; target++) {
        tokens[target] = coder.decode(decoder);
      }
    }
  }

  /** Bits of the coded lane. */
  long bits() {
    return (long) coded.length * Byte.SIZE;
  }

  /** The largest |Σp − 1|. */
  double deviation() {
    return deviation;
  }

  /** The largest difference of a score from the reader's −ln p, in nats. */
  double difference() {
    return difference;
  }
}
