/** Counted n-grams: their table in memory or in a file, and the language model that reads it. */
@NullMarked
package org.isotopelm.model.ngram;

import org.jspecify.annotations.NullMarked;
