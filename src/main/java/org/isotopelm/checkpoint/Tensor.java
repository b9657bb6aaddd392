package org.isotopelm.checkpoint;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import org.isotopelm.param.ParameterSet;

/**
 * A named tensor whose elements are a view of some array, to be written from or read into.
 *
 * @param name as in the file
 * @param shape rows first
 * @param values the elements: as many as the shape says, from the buffer's start
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

  /** A tensor that has an array for itself. */
  public static Tensor of(String name, List<Integer> shape, float[] values) {
    return new Tensor(name, shape, FloatBuffer.wrap(values));
  }

  /**
   * A flat array as the model's tensors, in the model's order.
   *
   * @param suffix follows each parameter's name, such as {@code .first_moment}
   */
  public static List<Tensor> all(ParameterSet parameters, String suffix, float[] flat) {
    return parameters.parameters().stream()
        .map(
            p ->
                new Tensor(
                    p.name() + suffix, p.shape(), FloatBuffer.wrap(flat, p.offset(), p.size())))
        .toList();
  }

  /**
   * The number of elements of a shape.
   *
   * @throws ArithmeticException where no long can hold it
   */
  static long size(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
