package org.isotopelm.model.ngram;

import java.util.Arrays;
import java.util.List;

/**
 * The values of quantised probabilities, for each order from 2.
 *
 * @param bits of a code; 0: probabilities are not quantised
 * @param orders of each order the values of its codes, ascending; the last one may repeat
 */
record NgramBins(int bits, List<float[]> orders) {
  /** Of a table that is not quantised. */
  static final NgramBins NONE = new NgramBins(0, List.of());

  NgramBins {
    orders = List.copyOf(orders);
  }

  /** The values of an order's codes. */
  float[] values(int order) {
    return orders.get(order - 2);
  }

  /** The code of one of an order's values. */
  int code(int order, float value) {
    return Arrays.binarySearch(values(order), value);
  }

  /** The code whose value is nearest to a number; the lower one of two. */
  int nearest(int order, double number) {
    float[] values = values(order);
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && number - values[low - 1] <= values[low] - number ? low - 1 : low;
  }
}
