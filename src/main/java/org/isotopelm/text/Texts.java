package org.isotopelm.text;

import java.util.function.Consumer;

/** A sequence of texts that can be gone through any number of times. */
@FunctionalInterface
public interface Texts {
  /** Hands every text to {@code consumer}, always in the same order. */
  void forEach(Consumer<String> consumer);
}
