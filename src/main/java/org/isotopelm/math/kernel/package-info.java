/**
 * What is computed between matrix products, on flat {@code float[]}: the scalar reference and the\n
 * * same bits on vectors.
 */
@NullMarked
package org.isotopelm.math.kernel;

import org.jspecify.annotations.NullMarked;
