package org.isotopelm.text;

import java.util.function.Consumer;

/** Texts, read anew each time they are gone through. */
@FunctionalInterface
public interface Texts {
  void forEach(Consumer<String> visitor);
}
