package org.isotopelm.math;

import java.io.IOException;
import java.util.function.Supplier;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.EngineSpec.ProductsKind;
import org.isotopelm.math.kernel.ColdStart;
import org.isotopelm.math.kernel.Kernels;
import org.isotopelm.math.kernel.ScalarKernels;
import org.isotopelm.math.kernel.Stopwatch;
import org.isotopelm.math.kernel.TimedKernels;
import org.isotopelm.math.kernel.VectorKernels;
import org.isotopelm.math.product.JavaProducts;
import org.isotopelm.math.product.OpenBlasProducts;
import org.isotopelm.math.product.PlainProducts;
import org.isotopelm.math.product.Products;
import org.isotopelm.math.product.TimedProducts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How numbers are computed: chosen once, then passed in. Every thread takes its own instances.
 *
 * @param kind of the products, never {@code AUTO}
 * @param products of matrices
 * @param kernels for everything between the products
 * @param start whether vectors are used yet
 */
public record Engine(
    ProductsKind kind, Supplier<Products> products, Supplier<Kernels> kernels, ColdStart start) {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /**
   * An engine with these products, and the fastest kernels that run here.
   *
   * @param kind {@code AUTO} takes this program's own products, or OpenBLAS where there are no
   *     vectors
   * @throws ProblemException exit code 1, if OpenBLAS is asked for and cannot be loaded
   */
  public static Engine of(ProductsKind kind) {
    return of(kind, ColdStart.over());
  }

  /**
   * As {@link #of(ProductsKind)}, for work that may be short: this program's own products and the
   * kernels beside them do without vectors at first, as these take the compiler seconds. The bits
   * are the same. Who knows how much is to be done says so by {@link #expect}.
   */
  public static Engine startingCold(ProductsKind kind) {
    return of(kind, ColdStart.begun());
  }

  private static Engine of(ProductsKind kind, ColdStart start) {
    boolean vectors = hasVectors();
    if (!vectors) {
      LOG.warn(
          "kernels without SIMD, which is slower: the JVM runs without"
              + " --add-modules=jdk.incubator.vector");
    }
    return switch (kind) {
      case JAVA -> vectors ? onVectors(start) : reference();
      case OPENBLAS -> new Engine(ProductsKind.OPENBLAS, openBlas(), kernels(vectors));
      case AUTO -> vectors ? onVectors(start) : openBlasOrPlain();
    };
  }

  /** An engine that uses vectors at once, if at all. */
  public Engine(ProductsKind kind, Supplier<Products> products, Supplier<Kernels> kernels) {
    this(kind, products, kernels, ColdStart.over());
  }

  private static Engine onVectors(ColdStart start) {
    return new Engine(
        ProductsKind.JAVA, () -> new JavaProducts(start), () -> new VectorKernels(start), start);
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

  /** So many floating-point operations are about to begin. */
  public void expect(double flops) {
    if (flops > 2.0 * JavaProducts.SHORT) {
      start.end();
    }
  }

  /** The same engine, whose products and kernels tell a stopwatch how long they take. */
  public Engine watchedBy(Stopwatch watch) {
    return new Engine(
        kind,
        () -> new TimedProducts(products.get(), watch),
        () -> new TimedKernels(kernels.get(), watch),
        start);
  }

  private static Supplier<Kernels> kernels(boolean vectors) {
    return vectors ? VectorKernels::new : ScalarKernels::new;
  }

  private static Supplier<Products> openBlas() {
    try {
      return OpenBlasProducts.load();
    } catch (IOException e) {
      throw ProblemException.failure(
          "engine.products: openblas cannot be used here: " + e.getMessage() + "; take java");
    }
  }

  private static Engine openBlasOrPlain() {
    try {
      return new Engine(ProductsKind.OPENBLAS, OpenBlasProducts.load(), ScalarKernels::new);
    } catch (IOException e) {
      LOG.warn("matrix products in plain Java, which is slow: {}", e.getMessage());
      return reference();
    }
  }
}
