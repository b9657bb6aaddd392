package org.isotopelm.model.neural;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.isotopelm.math.Engine;
import org.isotopelm.model.HashedSpec;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.Role;

/** From a config's {@code model} to the model. */
public final class Models {
  private Models() {}

  /**
   * The architecture that the spec describes.
   *
   * @param vocabulary number of token ids
   * @throws IllegalArgumentException if the spec contradicts itself
   * @throws ArithmeticException if arrays of more than 2³¹ − 1 elements were needed, as also from
   *     {@link NeuralModel#worker}
   */
  public static NeuralModel create(ModelSpec.Neural spec, int vocabulary, Engine engine) {
    return switch (spec) {
      case ModelSpec.Mlp mlp -> new Mlp(mlp, vocabulary, engine);
      case ModelSpec.Gpt gpt -> new Gpt(gpt, vocabulary, engine);
      case ModelSpec.Lstm lstm -> new Lstm(lstm, vocabulary, engine);
      case HashedSpec hashed -> new Hashed(hashed, vocabulary, engine);
    };
  }

  /**
   * The roles that its parameters have, whatever the vocabulary is.
   *
   * @throws IllegalArgumentException like {@link #create}
   * @throws ArithmeticException like {@link #create}
   */
  public static Set<Role> roles(ModelSpec.Neural spec) {
    return create(spec, 2, Engine.reference()).parameters().parameters().stream()
        .map(Parameter::role)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
  }
}
