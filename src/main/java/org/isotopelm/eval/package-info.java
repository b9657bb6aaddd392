/** Perplexity, its uncertainty, and paired comparison. */
@NullMarked
package org.isotopelm.eval;

import org.jspecify.annotations.NullMarked;
