package org.isotopelm.optim.algorithm;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.math.Engine;
import org.isotopelm.math.EngineSpec.ProductsKind;

/** Directions of an optimizer over one range, for tests. */
final class Steps {
  private final Range range;
  private final Direction direction;
  private final List<float[]> states = new ArrayList<>();
  private long step;

  Steps(Algorithm algorithm, int length) {
    range = new Range(0, length, 0);
    algorithm.states().forEach(name -> states.add(new float[length]));
    Engine engine = Engine.of(ProductsKind.JAVA);
    direction =
        algorithm.direction(new Algorithm.Workplace(engine, 1, List.of(), List.of(range), states));
  }

  /** u of the next step. */
  float[] turn(float... gradients) {
    direction.begin(++step);
    direction.turn(range, 0, gradients);
    return gradients;
  }

  float[] state(int index) {
    return states.get(index);
  }
}
