package org.isotopelm.export.onnx;

/** A kind of network in ONNX's operators. */
interface NetworkGraph {
  /**
   * Adds its nodes to the graph.
   *
   * @param tokens [batch, time]
   * @return [batch, time, vocabulary]: scores of the token after each position
   */
  Value logits(Value tokens);

  /** How a row is given to it: the end of the file's description. */
  String use();

  /**
   * The version of ONNX's set of operators that it needs. LayerNormalization came with 17, which
   * ONNX Runtime has had since 1.12, of 2022.
   */
  default int operators() {
    return 17;
  }
}
