package org.isotopelm.model.ngram.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.Sight;
import org.isotopelm.model.TokenModel;

/**
 * A model whose probabilities are a function of the document's tokens so far; END ends documents.
 *
 * @param context that it claims to see
 */
record HistoryModel(int vocabulary, int context, Function<List<Integer>, double[]> next)
    implements TokenModel {
  static final int END = 0;

  @Override
  public long parameters() {
    return 0;
  }

  @Override
  public Sight sight() {
    return Sight.of(context, 1);
  }

  @Override
  public float[] score(TokenizedSplit split, Team team) {
    List<Double> nll = new ArrayList<>();
    double[] p = new double[vocabulary];
    Reader reader = reader();
    for (int d : split.documents()) {
      reader.begin();
      for (long at = split.store().start(d); at <= split.store().end(d); at++) {
        int token = at < split.store().end(d) ? split.store().token(at) : END;
        reader.distribution(p);
        nll.add(-Math.log(p[token]));
        reader.read(token);
      }
    }
    float[] result = new float[nll.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = nll.get(i).floatValue();
    }
    return result;
  }

  @Override
  public Reader reader() {
    List<Integer> seen = new ArrayList<>();
    return new Reader() {
      @Override
      public void begin() {
        seen.clear();
      }

      @Override
      public void read(int token) {
        seen.add(token);
      }

      @Override
      public void logits(float[] logits) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void distribution(double[] probabilities) {
        System.arraycopy(next.apply(seen), 0, probabilities, 0, vocabulary);
      }
    };
  }
}
