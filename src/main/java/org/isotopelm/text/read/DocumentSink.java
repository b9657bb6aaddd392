package org.isotopelm.text.read;

import org.jspecify.annotations.Nullable;

/** Takes documents one after another. */
@FunctionalInterface
public interface DocumentSink {
  /**
   * Takes a document.
   *
   * @param group what {@code data.group} names; null where it names nothing
   * @return whether more are wanted
   */
  boolean accept(String text, @Nullable String group);
}
