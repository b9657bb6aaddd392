/** Architectures with weights: hand-written forward and backward passes on flat arrays. */
@NullMarked
package org.isotopelm.model.neural;

import org.jspecify.annotations.NullMarked;
