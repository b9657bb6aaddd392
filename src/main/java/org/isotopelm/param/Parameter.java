package org.isotopelm.param;

import java.util.List;

/**
 * One tensor of a model, and its place in the flat arrays of values and gradients.
 *
 * @param name as in model.safetensors, such as {@code block.0.attention.query_key_value.weight}
 * @param shape rows first; matrices are [out, in]
 * @param role its purpose
 * @param layer counted from 0, or −1 outside any layer
 * @param offset of its first element; a multiple of 16
 * @param initial its values before training
 * @param parts rows of the matrices that are stacked in it, such as those of query, key and value;
 *     one number where it is one matrix, none where it is a vector
 */
public record Parameter(
    String name,
    List<Integer> shape,
    Role role,
    int layer,
    int offset,
    Initial initial,
    List<Integer> parts) {

  public Parameter {
    shape = List.copyOf(shape);
    parts = List.copyOf(parts);
  }

  /** The number of elements. */
  public int size() {
    int size = 1;
    for (int i = 0; i < shape.size(); i++) { // loops ask for it, so it makes no garbage
      size = Math.multiplyExact(size, shape.get(i));
    }
    return size;
  }

  /** One past the last element. */
  public int end() {
    return offset + size();
  }
}
