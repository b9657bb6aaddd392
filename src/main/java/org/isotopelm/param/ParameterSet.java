package org.isotopelm.param;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isotopelm.math.random.RandomStream;

/**
 * The parameters of a model in their order. Values, gradients and what the optimizer keeps are flat
 * arrays of {@link #length()} floats that share this layout; gaps between parameters stay zero.
 */
public final class ParameterSet {
  private static final int ALIGNMENT = 16;

  private final Map<String, Parameter> byName;
  private final List<Parameter> parameters;
  private final int length;

  private ParameterSet(Map<String, Parameter> byName, int length) {
    this.byName = byName;
    this.parameters = List.copyOf(byName.values());
    this.length = length;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** In the model's order. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The parameter with this name. */
  public Parameter get(String name) {
    Parameter parameter = byName.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException("no parameter is named " + name);
    }
    return parameter;
  }

  /** Their shapes by name, in the model's order. */
  public Map<String, List<Integer>> shapes() {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    parameters.forEach(parameter -> shapes.put(parameter.name(), parameter.shape()));
    return shapes;
  }

  /** The length of a flat array, with gaps. */
  public int length() {
    return length;
  }

  /** The number of elements of all parameters, without gaps. */
  public long count() {
    return parameters.stream().mapToLong(Parameter::size).sum();
  }

  /**
   * The initial values. Each parameter has its own random stream, so a new parameter changes no
   * other.
   */
  public float[] initialValues(long seed) {
    float[] values = new float[length];
    for (Parameter p : parameters) {
      p.initial().fill(values, p.offset(), p.end(), RandomStream.of(seed, "init:" + p.name()));
    }
    return values;
  }

  /** Places parameters one after another. */
  public static final class Builder {
    private final Map<String, Parameter> byName = new LinkedHashMap<>();
    private int length;

    /** Adds a parameter; {@code layer} is −1 outside any layer. */
    public Parameter add(String name, Role role, int layer, Initial initial, int... shape) {
      List<Integer> sizes = Arrays.stream(shape).boxed().toList();
      List<Integer> parts = shape.length == 2 ? List.of(shape[0]) : List.of();
      return add(new Parameter(name, sizes, role, layer, length, initial, parts));
    }

    /**
     * Adds matrices of equally many columns, one above another, as one parameter.
     *
     * @param rows of each
     */
    public Parameter addStacked(
        String name, Role role, int layer, Initial initial, List<Integer> rows, int columns) {
      int height = rows.stream().reduce(0, Math::addExact);
      List<Integer> shape = List.of(height, columns);
      return add(new Parameter(name, shape, role, layer, length, initial, rows));
    }

    private Parameter add(Parameter parameter) {
      if (byName.put(parameter.name(), parameter) != null) {
        throw new IllegalArgumentException("two parameters are named " + parameter.name());
      }
      length = Math.addExact(length, Math.ceilDiv(parameter.size(), ALIGNMENT) * ALIGNMENT);
      return parameter;
    }

    public ParameterSet build() {
      return new ParameterSet(byName, length);
    }
  }
}
