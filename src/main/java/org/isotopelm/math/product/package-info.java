/**
 * Products of matrices: this program's own on vectors, OpenBLAS, and the definition written out.
 */
@NullMarked
package org.isotopelm.math.product;

import org.jspecify.annotations.NullMarked;
