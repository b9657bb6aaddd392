/** Random numbers that follow from a seed and a purpose alone, and dropout masks made of them. */
@NullMarked
package org.isotopelm.math.random;

import org.jspecify.annotations.NullMarked;
