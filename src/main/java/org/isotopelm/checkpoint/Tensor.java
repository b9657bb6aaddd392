package org.isotopelm.checkpoint;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;

/**
 * A named tensor. Its elements are a view of an array, for writing and reading.
 *
 * @param name as in the file
 * @param shape rows first
 * @param values the elements from the buffer's start, as many as the shape says
 */
public record Tensor(String name, List<Integer> shape, FloatBuffer values) {

  public Tensor {
    shape = List.copyOf(shape);
    values = values.slice();
    long size = size(shape);
    if (values.capacity() != size) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: %d values for shape %s", name, values.capacity(), shape));
    }
  }

  /** A tensor with an array of its own. */
  public static Tensor of(String name, List<Integer> shape, float[] values) {
    return new Tensor(name, shape, FloatBuffer.wrap(values));
  }

  /**
   * The model's tensors in a flat array, in the model's order.
   *
   * @param suffix follows each parameter's name, such as {@code .first_moment}
   */
  public static List<Tensor> all(ParameterSet parameters, String suffix, float[] flat) {
    return parameters.parameters().stream().map(p -> of(p, suffix, flat)).toList();
  }

  /** One of the model's tensors in a flat array; see {@link #all}. */
  public static Tensor of(Parameter p, String suffix, float[] flat) {
    return new Tensor(p.name() + suffix, p.shape(), FloatBuffer.wrap(flat, p.offset(), p.size()));
  }

  /**
   * The number of elements of a shape.
   *
   * @throws ArithmeticException if it is too large for a long
   */
  static long size(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
