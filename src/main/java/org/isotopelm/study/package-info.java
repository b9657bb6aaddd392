/** Held-out perplexity over λ: spaces, folds, cells, selection. */
@NullMarked
package org.isotopelm.study;

import org.jspecify.annotations.NullMarked;
