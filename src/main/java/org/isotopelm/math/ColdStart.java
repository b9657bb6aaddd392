package org.isotopelm.math;

import java.util.concurrent.atomic.AtomicBoolean;
import org.isotopelm.math.EngineSpec.ProductsKind;

/**
 * Spares short work the compiler. Operations on vectors are hundreds of times slower until they are
 * compiled, which takes seconds of a processor. During a cold start products and kernels do without
 * them, by loops of the same bits that the compiler is soon done with. It ends when much is
 * expected, and by itself once a thread has made 2³¹ multiply-adds.
 *
 * <p>The compiler is the whole program's, and so is its cold start: the command that computes opens
 * it. Where none is open, vectors are used at once.
 */
public final class ColdStart implements AutoCloseable {
  private static final AtomicBoolean ON = new AtomicBoolean();

  private ColdStart() {}

  /** Begins, unless products are not of our own, as only these count what they do. */
  public static ColdStart open(Engine engine) {
    ON.set(engine.kind() == ProductsKind.JAVA);
    return new ColdStart();
  }

  /** So many floating-point operations are about to begin. */
  public void expect(double flops) {
    if (flops > 2.0 * JavaProducts.SHORT) {
      end();
    }
  }

  @Override
  public void close() {
    end();
  }

  static boolean isOn() {
    return ON.get();
  }

  static void end() {
    ON.set(false);
  }
}
