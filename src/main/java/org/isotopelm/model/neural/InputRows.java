package org.isotopelm.model.neural;

import org.isotopelm.data.Batch;
import org.isotopelm.param.Parameter;

/**
 * Which rows of a parameter [rows, width] a pass reads. Its gradient is zero in all others. The
 * same row may come several times.
 */
public interface InputRows {
  Parameter parameter();

  /** How many rows a pass through the batch reads. */
  int count(Batch batch);

  /** The i-th of them. */
  int row(Batch batch, int i);

  /** The rows of the input tokens of an embedding [V, C]. */
  record OfTokens(Parameter parameter) implements InputRows {
    @Override
    public int count(Batch batch) {
      return batch.inputs().length;
    }

    @Override
    public int row(Batch batch, int i) {
      return batch.inputs()[i];
    }
  }
}
