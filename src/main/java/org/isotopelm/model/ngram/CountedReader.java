package org.isotopelm.model.ngram;

import org.isotopelm.model.TokenModel;

/** Reads documents with counted n-grams. */
final class CountedReader implements TokenModel.Reader {
  private final NgramCursor cursor;
  private final double[] probabilities;

  CountedReader(NgramTable table) {
    cursor = new NgramCursor(table);
    probabilities = new double[table.sizes().vocabulary()];
    cursor.beginDocument();
  }

  @Override
  public void begin() {
    cursor.beginDocument();
  }

  @Override
  public void read(int token) {
    cursor.read(token);
  }

  @Override
  public void logits(float[] logits) {
    cursor.distribution(probabilities);
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) StrictMath.log(probabilities[i]);
    }
  }

  @Override
  public void distribution(double[] to) {
    cursor.distribution(to);
  }
}
