/**
 * Isotope: small language models in which every group of weights has its own half-life. This
 * package is the library: what programs use, and the commands too.
 */
@NullMarked
package org.isotopelm;

import org.jspecify.annotations.NullMarked;
