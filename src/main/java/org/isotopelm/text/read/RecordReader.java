package org.isotopelm.text.read;

/** Finds a document and its group in a line that is a record. */
@FunctionalInterface
interface RecordReader {
  /**
   * Hands a record over; a line that is none, such as a header, is passed over.
   *
   * @param line the record
   * @param place makes errors that name file and line
   * @return whether the sink wants more
   */
  boolean read(String line, TextBuffer place, DocumentSink sink);
}
