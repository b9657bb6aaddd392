package org.isotopelm.train;

import java.util.stream.IntStream;
import org.isotopelm.data.TokenizedSplit;

/** Training documents, evenly chosen: what a train nll is of. */
public final class TrainSample {
  private static final int SAMPLE = 10_000;

  private TrainSample() {}

  /** About as many tokens as are wanted, at least; more where documents are long. */
  public static TokenizedSplit of(TokenizedSplit train, long wanted) {
    int stride = (int) Math.max(1, train.targets() / wanted);
    int[] documents =
        IntStream.range(0, train.documents().length)
            .filter(i -> i % stride == 0)
            .map(i -> train.documents()[i])
            .toArray();
    return new TokenizedSplit(train.store(), documents, train.endOfDocument(), train.boundaries());
  }

  /** Tokens that a train nll should be of: as many as the validation split has. */
  public static long wanted(TokenizedSplit validation) {
    return Math.max(validation.targets(), SAMPLE);
  }
}
