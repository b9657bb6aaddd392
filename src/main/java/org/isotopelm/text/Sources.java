package org.isotopelm.text;

import java.util.List;
import java.util.stream.Stream;
import org.isotopelm.text.read.TextFile;

/** The files of a corpus: the text that is split, and what is held out as it is. */
record Sources(List<TextFile> text, List<TextFile> validation, List<TextFile> test) {
  /** All files, in this order. */
  List<TextFile> all() {
    return Stream.of(text, validation, test).flatMap(List::stream).toList();
  }

  /** Whether held-out files are named, so that the text itself is not split. */
  boolean named() {
    return !validation.isEmpty() || !test.isEmpty();
  }
}
