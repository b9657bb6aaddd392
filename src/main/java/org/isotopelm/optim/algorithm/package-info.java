/** Optimizers: how gradients become the direction of a step. */
@NullMarked
package org.isotopelm.optim.algorithm;

import org.jspecify.annotations.NullMarked;
