package org.isotopelm.survey;

import org.isotopelm.text.read.Documents;

/**
 * How plain text becomes documents.
 *
 * @param stream whether all of it is one document, which is cut contiguously
 * @param reason for people, as the comment of a config
 */
record Division(TextKind kind, Documents documents, boolean stream, String reason) {
  /** Folds and test splits by document need at least so many. */
  static final int LEAST_DOCUMENTS = 20;

  /** No document may have a larger share: a split could not be as large as it should. */
  private static final double LARGEST = 0.25;

  /** Share of the lines that must look so to be taken for code, for a list, for sentences. */
  private static final double CODE = 0.25;

  private static final double LIST = 0.8;
  private static final double SENTENCES = 0.7;

  /** Passages that a text must have to be divided into them. */
  private static final long PASSAGES = 50;

  /** Bytes of a line from which on it is a paragraph, and not a sentence by itself. */
  private static final long LONG_LINE = 200;

  /** Where a run of lines has more lines, the blank lines between are no ends of documents. */
  private static final long LINES_OF_A_PARAGRAPH = 20;

  /**
   * Decides.
   *
   * @param files how many there are
   */
  static Division of(LineFigures figures, int files) {
    boolean code = figures.codeFiles() * 2 > files || figures.coded() > CODE;
    boolean longRuns = figures.lines() > LINES_OF_A_PARAGRAPH * figures.paragraphs();
    boolean list = figures.listed() >= LIST && longRuns && !code;
    boolean byFile = enough(files, figures.largestFile(), figures);
    boolean byParagraph = enough(figures.paragraphs(), figures.largestParagraph(), figures);
    boolean byPassage = figures.bytes() >= PASSAGES * Documents.PASSAGE_BYTES;
    if (list && figures.lines() >= LEAST_DOCUMENTS) {
      return new Division(
          TextKind.LIST, Documents.LINE, false, "short lines that do not continue each other");
    }
    TextKind kind = code ? TextKind.CODE : TextKind.PROSE;
    if (byFile) {
      return new Division(
          kind, Documents.FILE, false, "each file, so that no file is in two splits");
    }
    boolean sentences = !code && longRuns && figures.ended() >= SENTENCES;
    boolean apart = sentences && figures.bytes() < LONG_LINE * figures.lines();
    if (byPassage && !apart) {
      return new Division(
          kind,
          Documents.PASSAGE,
          false,
          "paragraphs that follow each other, so that one part of a passage helps to predict the next");
    }
    if (code && files == 1) {
      return stream(kind, "one file of source code is one document");
    }
    if (sentences && figures.lines() >= LEAST_DOCUMENTS) {
      return new Division(
          kind, Documents.LINE, false, "nearly every line ends like a sentence or a paragraph");
    }
    if (byParagraph) {
      return new Division(kind, Documents.BLANK_LINE, false, "blank lines part the text");
    }
    return files == 1
        ? stream(kind, "the text has no blank lines that part it, so it is one document")
        : new Division(
            kind, Documents.LINE, false, "too few files and blank lines for splits by document");
  }

  private static Division stream(TextKind kind, String reason) {
    return new Division(kind, Documents.FILE, true, reason);
  }

  private static boolean enough(long documents, long largest, LineFigures figures) {
    return documents >= LEAST_DOCUMENTS && largest <= LARGEST * figures.bytes();
  }
}
