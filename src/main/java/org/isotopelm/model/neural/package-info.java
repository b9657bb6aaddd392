/** Models with weights: architectures, and how to compute with them. They know no optimizer. */
@NullMarked
package org.isotopelm.model.neural;

import org.jspecify.annotations.NullMarked;
