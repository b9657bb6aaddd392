/** Counted n-grams in ARPA files, as KenLM and SRILM read and write them. */
@NullMarked
package org.isotopelm.model.ngram.arpa;

import org.jspecify.annotations.NullMarked;
