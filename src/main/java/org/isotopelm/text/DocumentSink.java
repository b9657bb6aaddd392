package org.isotopelm.text;

/** Takes documents one after another. */
@FunctionalInterface
interface DocumentSink {
  /** Takes a document; false: wants no more. */
  boolean accept(String text);
}
