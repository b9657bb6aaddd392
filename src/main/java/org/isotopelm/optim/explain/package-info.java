/** What a decay plan means in a run, in units one can think in. */
@NullMarked
package org.isotopelm.optim.explain;

import org.jspecify.annotations.NullMarked;
