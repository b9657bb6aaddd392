/** Weight decay by group: the formula, its parts, and which parameters it is for. */
@NullMarked
package org.isotopelm.optim.decay;

import org.jspecify.annotations.NullMarked;
