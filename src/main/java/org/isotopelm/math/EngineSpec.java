package org.isotopelm.math;

import org.jspecify.annotations.Nullable;

/**
 * The config's {@code engine}: how numbers are computed.
 *
 * @param products who multiplies matrices
 * @param threads of a training; null: as many as processors. No part of the result
 */
public record EngineSpec(ProductsKind products, @Nullable Integer threads) {

  /** Who multiplies matrices. */
  public enum ProductsKind {
    /** The faster on this machine; a run keeps which that was. */
    AUTO,
    /** OpenBLAS, whose results differ from machine to machine in their last bits. */
    OPENBLAS,
    /** This program, with the same bits on every machine. */
    JAVA
  }
}
