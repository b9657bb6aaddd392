package org.isotopelm.export.onnx;

import java.util.List;
import org.isotopelm.model.ModelSpec;

/**
 * Rotary positions (Su et al. 2021, equation 34): at position t the elements i and i + D/2 of a
 * head are turned by the angle t·θ^(−2i/D).
 *
 * @param cosines of the angles [time, 1, D/2]
 * @param sines likewise
 */
record RotaryAngles(Value cosines, Value sines, int half) {
  /**
   * @param positions [time]
   */
  static RotaryAngles of(ModelSpec.Gpt spec, Value positions) {
    int half = spec.headWidth() / 2;
    float[] cosines = new float[Math.multiplyExact(spec.context(), half)];
    float[] sines = new float[cosines.length];
    for (int i = 0; i < cosines.length; i++) {
      int position = i / half;
      int pair = i % half;
      double angle = position * StrictMath.pow(spec.rotaryTheta(), -2.0 * pair / spec.headWidth());
      cosines[i] = (float) StrictMath.cos(angle);
      sines[i] = (float) StrictMath.sin(angle);
    }
    List<Integer> shape = List.of(spec.context(), 1, half);
    OnnxGraph graph = positions.graph();
    return new RotaryAngles(
        graph.table(shape, cosines).rows(positions),
        graph.table(shape, sines).rows(positions),
        half);
  }

  /**
   * @param heads [batch, time, heads, D]
   */
  Value turn(Value heads) {
    Value[] halves = heads.split(3, 2, half);
    return Value.concat(
        3,
        halves[0].times(cosines).minus(halves[1].times(sines)),
        halves[1].times(cosines).plus(halves[0].times(sines)));
  }
}
