package org.isotopelm.model;

import java.util.List;
import java.util.stream.IntStream;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;

/**
 * Distributions as a reader says them, token by token. Threads share the passages, unless what is
 * said of one depends on those before it.
 */
final class ReadDistributions implements TokenModel.Distributions {
  private final TokenModel model;
  private final Team team;

  ReadDistributions(TokenModel model, Team team) {
    this.model = model;
    this.team = team;
  }

  @Override
  public void of(TokenizedSplit split, float[] probabilities) {
    Passages passages = new Passages(split);
    if (model.sight().earlierDocuments()) {
      PassageReader each = new PassageReader(model);
      for (int passage = 0; passage < passages.count(); passage++) {
        each.read(passages, passage, probabilities);
      }
    } else {
      List<PassageReader> readers =
          IntStream.range(0, team.threads()).mapToObj(thread -> new PassageReader(model)).toList();
      team.run(
          passages.count(),
          (passage, thread) -> readers.get(thread).read(passages, passage, probabilities));
    }
  }

  /** What one thread reads with. */
  private static final class PassageReader {
    private final TokenModel.Reader reader;
    private final double[] distribution; // [V]
    private final int[] token = new int[1];

    PassageReader(TokenModel model) {
      reader = model.reader();
      distribution = new double[model.vocabulary()];
    }

    void read(Passages passages, int passage, float[] probabilities) {
      int first = passages.first(passage);
      int count = passages.targets(passage);
      reader.begin();
      for (int i = 0; i < count; i++) {
        reader.distribution(distribution);
        int at = (first + i) * distribution.length;
        for (int id = 0; id < distribution.length; id++) {
          probabilities[at + id] = (float) distribution[id];
        }
        if (i + 1 < count) {
          passages.copy(first + i, token, 0, 1);
          reader.read(token[0]);
        }
      }
    }
  }
}
