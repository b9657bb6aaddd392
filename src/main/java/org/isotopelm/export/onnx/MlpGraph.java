package org.isotopelm.export.onnx;

import java.util.stream.IntStream;
import org.isotopelm.model.ModelSpec;

/** A neural n-gram, over all windows of a row. */
final class MlpGraph implements NetworkGraph {
  private final ModelSpec.Mlp spec;
  private final OnnxWeights weights;
  private final int endOfDocument;

  MlpGraph(ModelSpec.Mlp spec, OnnxWeights weights, int endOfDocument) {
    this.spec = spec;
    this.weights = weights;
    this.endOfDocument = endOfDocument;
  }

  @Override
  public Value logits(Value tokens) {
    Windows windows = Windows.of(tokens, spec.context(), endOfDocument);
    Value embedded = weights.get("embedding.weight").rows(windows.padded());
    Value[] places =
        IntStream.range(0, spec.context())
            .mapToObj(place -> windows.at(embedded, place))
            .toArray(Value[]::new);
    Value context = Value.concat(2, places); // [batch, time, context·embedding]
    Value x = context;
    int width = spec.context() * spec.embedding();
    for (int layer = 0; layer < spec.hidden().size(); layer++) {
      Value above = activation(weights.linear(x, "hidden." + layer));
      int size = spec.hidden().get(layer);
      x = spec.residual() && size == width ? above.plus(x) : above;
      width = size;
    }
    Value logits = weights.head(x, "embedding.weight", spec.tied());
    return spec.direct() ? logits.plus(weights.linear(context, "direct")) : logits;
  }

  @Override
  public String use() {
    return Windows.use(spec.context(), endOfDocument);
  }

  private Value activation(Value x) {
    return switch (spec.activation()) {
      case TANH -> x.apply("Tanh");
      case RELU -> x.apply("Relu");
      case GELU -> Activations.gelu(x);
    };
  }
}
