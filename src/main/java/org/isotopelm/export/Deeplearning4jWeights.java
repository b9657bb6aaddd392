package org.isotopelm.export;

import java.util.Arrays;
import java.util.List;
import org.isotopelm.param.Parameter;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The weights of a network as arrays of ND4J. */
final class Deeplearning4jWeights {
  private final TrainedModel model;

  Deeplearning4jWeights(TrainedModel model) {
    this.model = model;
  }

  /** A parameter in its own shape. */
  INDArray of(String name) {
    Parameter parameter = model.parameters().get(name);
    float[] elements = Arrays.copyOfRange(model.values(), parameter.offset(), parameter.end());
    List<Integer> shape = parameter.shape();
    return Nd4j.createFromArray(elements)
        .reshape(shape.stream().mapToLong(Integer::longValue).toArray());
  }

  /** A bias [n] as [1, n]. */
  INDArray row(String name) {
    return of(name).reshape(1, -1);
  }

  /** The output matrix [V, width]; of a tied one, a copy of the embedding. */
  INDArray head(boolean tied) {
    return of(tied ? "embedding.weight" : "head.weight");
  }
}
