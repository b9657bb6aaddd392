package org.isotopelm.export.onnx;

import java.util.Locale;

/**
 * The tokens that a model of fixed context sees at each position of a row: the position's own and
 * those before it. Before the row's beginning stands the end-of-document token, as many times as
 * needed.
 */
record Windows(Value padded, int context) {
  /**
   * @param tokens [batch, time]
   */
  static Windows of(Value tokens, int context, int endOfDocument) {
    if (context == 1) {
      return new Windows(tokens, context);
    }
    OnnxGraph graph = tokens.graph();
    Value shape = Value.concat(0, tokens.size(0), graph.constant(context - 1));
    Value before = graph.wholeScalar(endOfDocument).expand(shape);
    return new Windows(Value.concat(1, before, tokens), context);
  }

  /** The sentence for users. */
  static String use(int context, int endOfDocument) {
    return String.format(
        Locale.ROOT,
        "The scores at a position come from its token and the %d before it; before the row's beginning stands token %d.",
        context - 1,
        endOfDocument);
  }

  /**
   * What each position sees at one place of its window.
   *
   * @param sequence [batch, context − 1 + time, …], of the padded tokens
   * @param place from 0, the oldest
   * @return [batch, time, …]
   */
  Value at(Value sequence, int place) {
    return context == 1 ? sequence : sequence.trim(1, place, context - 1 - place);
  }
}
