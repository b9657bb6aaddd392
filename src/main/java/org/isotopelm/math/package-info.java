/**
 * Numeric kernels on flat {@code float[]}: scalar reference, vector implementation, BLAS, random
 * numbers.
 */
@NullMarked
package org.isotopelm.math;

import org.jspecify.annotations.NullMarked;
