@NullMarked
package org.isotopelm.model.mixture;

import org.jspecify.annotations.NullMarked;
