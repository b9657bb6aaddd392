package org.isotopelm.math;

import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How numbers are computed: chosen once, then passed in. Every thread takes its own instances.
 *
 * @param products of matrices
 * @param kernels for everything between the products
 */
public record Engine(Supplier<Products> products, Supplier<Kernels> kernels) {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** The fastest that runs here; what cannot run is named in one logged line. */
  public static Engine best() {
    return new Engine(bestProducts(), bestKernels());
  }

  /** The readable reference of everything, slow. */
  public static Engine reference() {
    return new Engine(PlainProducts::new, ScalarKernels::new);
  }

  private static Supplier<Products> bestProducts() {
    try {
      return OpenBlasProducts.load();
    } catch (IOException e) {
      LOG.warn("matrix products in plain Java, which is slow: {}", e.getMessage());
      return PlainProducts::new;
    }
  }

  private static Supplier<Kernels> bestKernels() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      return VectorKernels::new;
    }
    LOG.warn(
        "kernels without SIMD, which is slower: the JVM runs without"
            + " --add-modules=jdk.incubator.vector");
    return ScalarKernels::new;
  }
}
