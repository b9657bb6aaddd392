package org.isotopelm.coding;

import java.util.function.IntPredicate;
import org.isotopelm.text.Corpus;

/** Texts by number, that can be read any number of times: a {@link Corpus}. */
@FunctionalInterface
public interface TextSource {
  /** Reads the wanted documents in ascending order. */
  void forEach(IntPredicate wanted, Corpus.Visitor visitor);
}
