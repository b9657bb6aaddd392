/** Averages of weights over a run: which steps enter them, and how much. */
@NullMarked
package org.isotopelm.optim.average;

import org.jspecify.annotations.NullMarked;
