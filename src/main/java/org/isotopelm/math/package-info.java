/** The engine that is made of kernels and products, and the threads that compute. */
@NullMarked
package org.isotopelm.math;

import org.jspecify.annotations.NullMarked;
