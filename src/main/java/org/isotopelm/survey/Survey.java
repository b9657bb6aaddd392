package org.isotopelm.survey;

import java.util.List;
import java.util.Map;
import org.isotopelm.text.DataSpec;

/**
 * What was found in texts that came without a config.
 *
 * @param data how they are read, divided into documents and split; files are absolute
 * @param kind what they look like
 * @param divided why documents are what they are
 * @param fields the fields or columns of records that are not the text; empty for plain text
 * @param files how many there are
 * @param bytes of all documents, in UTF-8
 * @param documents how many there are
 * @param medianDocument bytes of a document in the middle
 * @param stream whether all is one document, which is cut contiguously
 * @param distinctCharacters how many different ones the text has
 * @param scripts shares of letters by the Unicode name of their script, such as {@code HAN}; the
 *     largest first
 * @param duplicates share of the bytes in documents that repeat an earlier one
 * @param notes what else a user should know, a sentence each
 */
public record Survey(
    DataSpec data,
    TextKind kind,
    String divided,
    List<String> fields,
    int files,
    long bytes,
    int documents,
    long medianDocument,
    boolean stream,
    int distinctCharacters,
    Map<String, Double> scripts,
    double duplicates,
    List<String> notes) {

  /** Share of the text in the test split. */
  public double test() {
    return data.split().test();
  }

  /** UTF-8 bytes outside the test split, about. */
  public long trainingBytes() {
    return Math.round(bytes * (1 - test()));
  }
}
