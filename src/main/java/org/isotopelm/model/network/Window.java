package org.isotopelm.model.network;

import java.util.Locale;
import org.isotopelm.base.ProblemException;
import org.isotopelm.model.Sight;
import org.isotopelm.model.neural.NeuralModel;
import org.jspecify.annotations.Nullable;

/**
 * How much of a document a model sees at once while it is scored, and how far it moves on.
 *
 * <p>The first window of a document scores all its targets; every later one begins {@code stride}
 * inputs further and scores what is new. So a target sees all that stands before it in its document
 * or at least {@code context − stride + 1} tokens. A positional model sees its whole context before
 * every target: stride 1. A model with a state carries it from one window to the next, unless a
 * user asks for independent windows: a target then sees all that stands before it in its document.
 *
 * @param context inputs in a window, at most the model's context
 * @param stride inputs from one window's beginning to the next
 * @param carried whether each window begins with the state that the one before it leaves
 */
public record Window(int context, int stride, boolean carried) {

  public Window {
    if (carried && stride != context) {
      throw new IllegalArgumentException("windows that carry a state do not overlap");
    }
  }

  /** Windows that know nothing of each other. */
  public Window(int context, int stride) {
    this(context, stride, false);
  }

  /**
   * The window that is used when a user asks for none: the whole context, and the state carried if
   * there is one, else half of it (at least 1) as stride.
   */
  public static Window of(NeuralModel model) {
    return of(model, null, null);
  }

  /** The window that a user asks for; null means the default. Errors are usage errors. */
  public static Window of(
      NeuralModel model, @Nullable Integer askedContext, @Nullable Integer askedStride) {
    if (model.stateSize() > 0 && askedContext == null && askedStride == null) {
      return new Window(model.context(), model.context(), true);
    }
    int context = askedContext == null ? model.context() : askedContext;
    boolean positional = model.targetsPerRow() == 1;
    int stride = askedStride != null ? askedStride : positional ? 1 : Math.max(1, context / 2);
    if (context < 1 || context > model.context()) {
      throw ProblemException.usage(
          "context",
          String.format(
              Locale.ROOT,
              "%d is not possible; the model sees 1 to %d tokens",
              context,
              model.context()));
    }
    if (stride < 1 || stride > context) {
      throw ProblemException.usage(
          "stride",
          String.format(
              Locale.ROOT,
              "%d is not possible; windows of %d tokens can move by 1 to %d",
              stride,
              context,
              context));
    }
    if (positional && (context != model.context() || stride != 1)) {
      throw ProblemException.usage(
          context == model.context() ? "stride" : "context",
          String.format(
              Locale.ROOT,
              "a context of %d with a stride of %d is not possible; this kind of model always sees exactly %d tokens and moves by 1",
              context,
              stride,
              model.context()));
    }
    return new Window(context, stride);
  }

  /**
   * The window that generates: it always sees as much as the model can, so it moves by one token.
   */
  public static Window sliding(NeuralModel model) {
    return model.stateSize() > 0 ? of(model) : new Window(model.context(), 1);
  }

  /** What is seen through it. */
  public Sight sight() {
    return new Sight(carried ? null : context, stride, false);
  }

  /** Inputs of the window that begins at input {@code start} of a passage. */
  int length(int start, int targets) {
    return Math.min(context, targets - start);
  }

  /** Where in its window, which begins at input {@code start}, the first new target stands. */
  int scoredFrom(int start) {
    return start == 0 ? 0 : context - stride;
  }

  /** Windows of a passage with this many targets. */
  int count(int targets) {
    return targets <= context ? 1 : 1 + Math.ceilDiv(targets - context, stride);
  }
}
