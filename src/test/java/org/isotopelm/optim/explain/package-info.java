@NullMarked
package org.isotopelm.optim.explain;

import org.jspecify.annotations.NullMarked;
