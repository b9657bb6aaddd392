/** Isotope: small language models in which every group of weights has its own half-life. */
@NullMarked
package org.isotopelm;

import org.jspecify.annotations.NullMarked;
