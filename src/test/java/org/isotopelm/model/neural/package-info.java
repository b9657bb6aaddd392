@NullMarked
package org.isotopelm.model.neural;

import org.jspecify.annotations.NullMarked;
