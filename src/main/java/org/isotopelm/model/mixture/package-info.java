/** Mixtures of language models, with a cache of recent tokens, and their weights by EM. */
@NullMarked
package org.isotopelm.model.mixture;

import org.jspecify.annotations.NullMarked;
