package org.isotopelm.math.product;

import org.isotopelm.math.kernel.Stopwatch;
import org.isotopelm.math.kernel.Stopwatch.Phase;

/** Products that are watched. */
public record TimedProducts(Products products, Stopwatch watch) implements Products {
  @Override
  public void multiply(Matrix a, Matrix b, float beta, Matrix c) {
    long since = System.nanoTime();
    products.multiply(a, b, beta, c);
    watch.add(Phase.PRODUCTS, since);
  }

  @Override
  public void pack(Matrix b, PackedMatrix result) {
    long since = System.nanoTime();
    products.pack(b, result);
    watch.add(Phase.PRODUCTS, since);
  }

  @Override
  public void multiply(Matrix a, PackedMatrix b, float beta, Matrix c) {
    long since = System.nanoTime();
    products.multiply(a, b, beta, c);
    watch.add(Phase.PRODUCTS, since);
  }

  @Override
  public Products mate() {
    return new TimedProducts(products.mate(), watch);
  }
}
