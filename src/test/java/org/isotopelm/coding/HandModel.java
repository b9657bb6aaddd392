package org.isotopelm.coding;

import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;

/** A model made by hand: each next token depends on all before it. It may be made to cheat. */
record HandModel(int vocabulary, boolean earlierDocuments, Cheat cheat) implements TokenModel {
  enum Cheat {
    NONE,
    /** Every probability is 277 times too large, in the scores too. */
    SUMS_TO_277,
    /** The scores of its score() are half of what its distributions say. */
    SCORES_HALF,
    /** score() looks at the target behind the one it scores. */
    LOOKS_AHEAD,
    /** score() leaves a target out. */
    SKIPS_ONE,
    /** Every reader expects something else. */
    CHANGES_ITS_MIND,
    /** Holds one token to be impossible. */
    EXCLUDES_THE_LAST,
    /** Says itself that it is no distribution. */
    ADMITS
  }

  @Override
  public Sight sight() {
    return new Sight(null, 1, earlierDocuments);
  }

  @Override
  public boolean isDistribution() {
    return cheat != Cheat.ADMITS;
  }

  @Override
  public float[] score(TokenizedSplit split, Team team) {
    Passages passages = new Passages(split);
    float[] nll = new float[passages.targets()];
    int[] targets = new int[nll.length + 1];
    passages.copy(0, targets, 0, nll.length);
    Reader reader = new HandReader(0);
    double[] p = new double[vocabulary];
    for (int passage = 0; passage < passages.count(); passage++) {
      reader.begin();
      int first = passages.first(passage);
      int end = first + passages.targets(passage);
      for (int target = first; target < end; target++) {
        reader.distribution(p);
        nll[target] = (float) -Math.log(p[targets[target]]);
        if (target < end - 1) {
          reader.read(targets[target]);
        }
        switch (cheat) {
          case SCORES_HALF -> nll[target] /= 2;
          case LOOKS_AHEAD -> nll[target] += 0.0009f * (targets[target + 1] % 2);
          case SKIPS_ONE -> nll[target] = target == 3 ? Float.NaN : nll[target];
          default -> {}
        }
      }
    }
    return nll;
  }

  @Override
  public Reader reader() {
    return new HandReader(cheat == Cheat.CHANGES_ITS_MIND ? System.nanoTime() : 0);
  }

  private final class HandReader implements Reader {
    private final long mind;
    private long seen;

    HandReader(long mind) {
      this.mind = mind;
    }

    @Override
    public void begin() {
      seen = earlierDocuments ? seen + 1 : 0;
    }

    @Override
    public void read(int token) {
      seen = RandomStream.derive(seen, token);
    }

    @Override
    public void logits(float[] logits) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void distribution(double[] p) {
      double sum = 0;
      for (int id = 0; id < p.length; id++) {
        p[id] = 1 + (RandomStream.bits(seen + mind, id) >>> 58);
        if (cheat == Cheat.EXCLUDES_THE_LAST && id == p.length - 1) {
          p[id] = 0;
        }
        sum += p[id];
      }
      for (int id = 0; id < p.length; id++) {
        p[id] *= (cheat == Cheat.SUMS_TO_277 ? 277 : 1) / sum;
      }
    }
  }

  @Override
  public long parameters() {
    return 1;
  }
}
