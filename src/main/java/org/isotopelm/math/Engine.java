package org.isotopelm.math;

import java.io.IOException;
import java.util.function.Supplier;
import org.isotopelm.IsotopeException;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How numbers are computed: chosen once, then passed in. Every thread takes its own instances.
 *
 * @param kind of the products, never {@code AUTO}
 * @param products of matrices
 * @param kernels for everything between the products
 */
public record Engine(ProductsKind kind, Supplier<Products> products, Supplier<Kernels> kernels) {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /**
   * An engine with these products, and the fastest kernels that run here.
   *
   * @param kind {@code AUTO} takes this program's own products, or OpenBLAS where there are no
   *     vectors
   * @throws IsotopeException exit code 1, if OpenBLAS is asked for and cannot be loaded
   */
  public static Engine of(ProductsKind kind) {
    boolean vectors = hasVectors();
    if (!vectors) {
      LOG.warn(
          "kernels without SIMD, which is slower: the JVM runs without"
              + " --add-modules=jdk.incubator.vector");
    }
    Supplier<Kernels> kernels = vectors ? VectorKernels::new : ScalarKernels::new;
    return switch (kind) {
      case JAVA -> new Engine(ProductsKind.JAVA, java(vectors), kernels);
      case OPENBLAS -> new Engine(ProductsKind.OPENBLAS, openBlas(), kernels);
      case AUTO ->
          vectors
              ? new Engine(ProductsKind.JAVA, JavaProducts::new, kernels)
              : openBlasOrPlain(kernels);
    };
  }

  /** What is fastest here, as far as that is known without measuring. */
  public static Engine best() {
    return of(ProductsKind.AUTO);
  }

  /** The readable reference of everything, slow. */
  public static Engine reference() {
    return new Engine(ProductsKind.JAVA, PlainProducts::new, ScalarKernels::new);
  }

  /** Whether the JVM runs with the module of the Vector API. */
  public static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  private static Supplier<Products> java(boolean vectors) {
    return vectors ? JavaProducts::new : PlainProducts::new;
  }

  private static Supplier<Products> openBlas() {
    try {
      return OpenBlasProducts.load();
    } catch (IOException e) {
      throw IsotopeException.failure(
          "engine.products: openblas cannot be used here: " + e.getMessage() + "; take java");
    }
  }

  private static Engine openBlasOrPlain(Supplier<Kernels> kernels) {
    try {
      return new Engine(ProductsKind.OPENBLAS, OpenBlasProducts.load(), kernels);
    } catch (IOException e) {
      LOG.warn("matrix products in plain Java, which is slow: {}", e.getMessage());
      return new Engine(ProductsKind.JAVA, PlainProducts::new, kernels);
    }
  }
}
