package org.isotopelm.math.kernel;

/**
 * Spares short work the compiler. Operations on vectors are hundreds of times slower until they are
 * compiled, which takes seconds of a processor. During a cold start products and kernels do without
 * them, by loops of the same bits that the compiler is soon done with. It ends when much is
 * expected, and by itself once a thread has made 2³¹ multiply-adds.
 *
 * <p>An engine has one, which all threads share that compute by it.
 */
public final class ColdStart {
  private volatile boolean on;

  private ColdStart(boolean on) {
    this.on = on;
  }

  /** A cold start that begins now. */
  public static ColdStart begun() {
    return new ColdStart(true);
  }

  /** No cold start: vectors are used at once. */
  public static ColdStart over() {
    return new ColdStart(false);
  }

  /** Whether vectors are to be done without. */
  public boolean isOn() {
    return on;
  }

  /** Vectors are used from now on. */
  public void end() {
    on = false;
  }
}
