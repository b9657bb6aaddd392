package org.isotopelm.model.neural;

import org.isotopelm.data.Batch;
import org.isotopelm.math.random.RandomStream;
import org.isotopelm.param.Initial;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;

/**
 * The weights of one order n of a {@link Hashed}: a row of V weights for each context of n−1
 * tokens. Where there are more contexts than rows, a context has the row that its hash says, and
 * shares it with others; else each has its own.
 *
 * @param order n
 * @param parameter [rows, V]
 * @param shared whether contexts may share a row
 */
record HashedTable(int order, Parameter parameter, boolean shared) implements InputRows {
  /**
   * Adds {@code order_n.weight} to the parameters.
   *
   * @param buckets the most weights; one row there is in any case
   */
  static HashedTable add(ParameterSet.Builder parameters, int order, int vocabulary, int buckets) {
    int most = Math.max(1, buckets / vocabulary);
    long contexts = contexts(order, vocabulary, most);
    Parameter parameter =
        parameters.add(
            "order_" + order + ".weight",
            Role.order(order),
            -1,
            new Initial.Constant(0),
            (int) Math.min(contexts, most),
            vocabulary);
    return new HashedTable(order, parameter, contexts > most);
  }

  /** Vⁿ⁻¹, or some number above the most rows where it is above them. */
  private static long contexts(int order, int vocabulary, int mostRows) {
    long contexts = 1;
    for (int i = 1; i < order && contexts <= mostRows; i++) {
      contexts *= vocabulary;
    }
    return contexts;
  }

  /** The row of the context whose last token is before {@code inputs[end]}. */
  int row(int[] inputs, int end) {
    int from = end - order + 1;
    return shared ? hash(inputs, from, end) : number(inputs, from, end);
  }

  private int hash(int[] inputs, int from, int end) {
    long hash = order;
    for (int i = from; i < end; i++) {
      hash = RandomStream.bits(hash, inputs[i]);
    }
    return (int) Math.unsignedMultiplyHigh(hash, parameter.shape().getFirst());
  }

  private int number(int[] inputs, int from, int end) {
    int number = 0;
    for (int i = from; i < end; i++) {
      number = number * parameter.shape().getLast() + inputs[i];
    }
    return number;
  }

  @Override
  public int count(Batch batch) {
    return batch.rows();
  }

  @Override
  public int row(Batch batch, int i) {
    return row(batch.inputs(), (i + 1) * batch.context());
  }

  /** Where its weights begin in the flat arrays. */
  int at(int[] inputs, int end) {
    return parameter.offset() + row(inputs, end) * parameter.shape().getLast();
  }
}
