package org.isotopelm.survey;

/** What a text looks like. It decides what a document is. */
public enum TextKind {
  /** Sentences. */
  PROSE("prose"),
  /** Source code of a program. */
  CODE("source code"),
  /** Short lines that do not continue each other, such as names. */
  LIST("a list of short lines"),
  /** A column or a field of records. */
  RECORDS("records");

  private final String words;

  TextKind(String words) {
    this.words = words;
  }

  /** As it stands in a sentence. */
  public String words() {
    return words;
  }
}
