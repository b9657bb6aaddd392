package org.isotopelm.text;

import org.jspecify.annotations.Nullable;

/** Finds the text in a line that is a record. */
@FunctionalInterface
interface RecordField {
  /**
   * The text of a record.
   *
   * @param line the record
   * @param place makes errors that name file and line
   * @return null for a line that is no record, such as a header
   */
  @Nullable String of(String line, TextBuffer place);
}
