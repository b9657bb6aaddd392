package org.isotopelm.optim.algorithm;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.isotopelm.math.Engine;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.param.Parameter;

/**
 * An optimizer, as the config's {@code optimizer.kind} chooses it. Each is a record of its own keys
 * in a file of its own; its {@code @JsonTypeName} is its name in the config. A new one is such a
 * record, its name in {@code permits}, and its keys in the schema.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface Algorithm permits AdamW, Adam, Sgd, Lion, Muon {

  /** How a group decays that does not say it. */
  Form defaultForm();

  /** The peak learning rate of a config that names none, as a multiple of AdamW's. */
  default double peakFactor() {
    return 1;
  }

  /** λ of a config that names no decay. */
  default double usualLambda() {
    return 0.1;
  }

  /**
   * What it keeps from step to step, by name: arrays as long as the weights and in their layout,
   * which begin with zeros. Checkpoints save them under these names.
   */
  List<String> states();

  /** Whether it keeps a running average of the square of each weight's gradient. */
  default boolean hasSecondMoments() {
    return states().contains("second_moment");
  }

  /**
   * Whether it keeps one of its states for a parameter. The others stay zero, and checkpoints leave
   * them out.
   */
  default boolean keeps(String state, Parameter parameter) {
    return true;
  }

  /**
   * Whether u = g: a weight without a gradient then stays where it is, and decay in the gradient
   * takes away the share η_t·λ of it.
   */
  default boolean followsGradient() {
    return false;
  }

  /** Whether a parameter's step needs the whole tensor at once, so that one thread takes it. */
  default boolean needsWhole(Parameter parameter) {
    return false;
  }

  /**
   * How much larger the square of a sum of many steps is than the sum of their squares, because
   * each gradient acts through several steps: 1 + 2·Σ_k ρ_k·κᵏ, where ρ_k is the correlation of u
   * with u after k steps if gradients are independent of one another. NaN where it is not known.
   *
   * @param kept κ, the share of a step that decay leaves for the next one
   */
  default double persistence(double kept) {
    return Double.NaN;
  }

  /**
   * Floats that each thread needs for its own work.
   *
   * @param parameters of the model
   */
  default long buffers(List<Parameter> parameters) {
    return 0;
  }

  /** The optimizer at work. */
  Direction direction(Workplace workplace);

  /**
   * Where an optimizer works.
   *
   * @param engine for what needs kernels or products
   * @param threads how many work at a time
   * @param parameters of the model
   * @param ranges all pieces that it will be asked to work on
   * @param states an array for each of {@link Algorithm#states}
   */
  record Workplace(
      Engine engine,
      int threads,
      List<Parameter> parameters,
      List<Range> ranges,
      List<float[]> states) {
    public Workplace {
      parameters = List.copyOf(parameters);
      ranges = List.copyOf(ranges);
      states = List.copyOf(states);
    }

    /** The piece that begins where a parameter does. */
    Range rangeOf(Parameter parameter) {
      return ranges.stream().filter(r -> r.from() == parameter.offset()).findFirst().orElseThrow();
    }
  }
}
