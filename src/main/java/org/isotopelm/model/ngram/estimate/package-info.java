/** Counts the n-grams of a text, in memory or by sorted runs on disk, and estimates their table. */
@NullMarked
package org.isotopelm.model.ngram.estimate;

import org.jspecify.annotations.NullMarked;
