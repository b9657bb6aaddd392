@NullMarked
package org.isotopelm.optim.decay;

import org.jspecify.annotations.NullMarked;
