@NullMarked
package org.isotopelm.optim.algorithm;

import org.jspecify.annotations.NullMarked;
