package org.isotopelm.param;

import java.util.List;

/**
 * One tensor of a model, and where it stands in the flat arrays of values, gradients and moments.
 *
 * @param name as in model.safetensors, such as {@code block.0.attention.query_key_value.weight}
 * @param shape rows first; matrices are [out, in]
 * @param role what it is for
 * @param layer 0-based layer, or −1 outside any
 * @param offset of its first element; a multiple of 16
 * @param initial how it starts
 */
public record Parameter(
    String name, List<Integer> shape, Role role, int layer, int offset, Initial initial) {

  public Parameter {
    shape = List.copyOf(shape);
  }

  /** The number of elements. */
  public int size() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  /** One past the last element. */
  public int end() {
    return offset + size();
  }
}
