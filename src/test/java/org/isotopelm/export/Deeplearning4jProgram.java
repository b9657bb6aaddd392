package org.isotopelm.export;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a user of Deeplearning4j writes to score documents of token ids; the page on exports shows
 * both methods.
 */
final class Deeplearning4jProgram {
  private Deeplearning4jProgram() {}

  static double lstm(File zip, int[][] documents, int end) throws IOException {
    MultiLayerNetwork network = MultiLayerNetwork.load(zip, false);
    double nll = 0;
    for (int[] document : documents) {
      network.rnnClearPreviousState();
      for (int i = 0, read = end; i <= document.length; i++) {
        INDArray next = network.rnnTimeStep(Nd4j.createFromArray(new float[][] {{read}}));
        read = i < document.length ? document[i] : end;
        nll -= Math.log(next.getDouble(0, read));
      }
    }
    return nll / Arrays.stream(documents).mapToInt(document -> document.length + 1).sum();
  }

  static double mlp(File zip, int context, int[][] documents, int end) throws IOException {
    ComputationGraph network = ComputationGraph.load(zip, false);
    double nll = 0;
    for (int[] document : documents) {
      float[] seen = new float[context];
      Arrays.fill(seen, end);
      for (int i = 0; i <= document.length; i++) {
        int next = i < document.length ? document[i] : end;
        nll -=
            Math.log(
                network
                    .outputSingle(Nd4j.createFromArray(new float[][] {seen}))
                    .getDouble(0, next));
        System.arraycopy(seen, 1, seen, 0, context - 1);
        seen[context - 1] = next;
      }
    }
    return nll / Arrays.stream(documents).mapToInt(document -> document.length + 1).sum();
  }
}
