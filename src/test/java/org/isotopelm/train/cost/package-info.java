@NullMarked
package org.isotopelm.train.cost;

import org.jspecify.annotations.NullMarked;
