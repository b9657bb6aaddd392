package org.isotopelm.export.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.model.HashedSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.ParameterSet;

/**
 * A network as a file of ONNX. Its input {@code input_ids} is int64 [batch, time], its output
 * {@code logits} float [batch, time, vocabulary]; an lstm has its state besides.
 *
 * @param parameters the layout of the values
 * @param endOfDocument the token before every document
 * @param type in which the weights are stored
 */
public record OnnxNetwork(
    ModelSpec.Neural spec,
    ParameterSet parameters,
    float[] values,
    int vocabulary,
    int endOfDocument,
    NumberType type) {
  /** The most that a message of protobuf may have. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  /** A file that is ready to be written. */
  public interface File {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * The file.
   *
   * @param metadata for programs that read it
   * @throws ProblemException if it would be larger than the format allows
   */
  public File file(Map<String, String> metadata) {
    OnnxGraph graph = new OnnxGraph();
    NetworkGraph network = network(graph);
    Value logits = network.logits(graph.input("input_ids", ElementType.INT64, "batch", "time"));
    graph.output("logits", logits, "batch", "time", vocabulary);
    OnnxModel model = new OnnxModel(graph, network.operators(), description(network), metadata);
    long length = model.length();
    if (length > MOST_BYTES) {
      throw ProblemException.failure(
          String.format(
              Locale.ROOT,
              "the file would have %.1f GB, and an ONNX file can have at most 2 GB; export the weights as safetensors, or to ONNX as f16 or bf16, which halves the file",
              length / 1e9));
    }
    return model::writeTo;
  }

  private NetworkGraph network(OnnxGraph graph) {
    OnnxWeights weights = new OnnxWeights(graph, parameters, values, type);
    return switch (spec) {
      case ModelSpec.Mlp mlp -> new MlpGraph(mlp, weights, endOfDocument);
      case ModelSpec.Gpt gpt -> new GptGraph(gpt, graph, weights);
      case ModelSpec.Lstm lstm -> new LstmGraph(lstm, graph, weights);
      case HashedSpec hashed -> new HashedGraph(hashed, graph, weights, endOfDocument);
    };
  }

  private String description(NetworkGraph network) {
    return String.format(
        Locale.ROOT,
        "A language model that Isotope trained. input_ids [batch, time]: ids of tokens, as tokenizer.json in the metadata gives them. "
            + "logits [batch, time, vocabulary]: scores of the token after each position; their softmax is its probabilities. "
            + "A document begins after token %d, the end-of-document token, which is the first of its row, and ends with it. %s",
        endOfDocument,
        network.use());
  }
}
