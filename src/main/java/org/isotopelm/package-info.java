/**
 * Isotope: small language models in which every group of weights has its own half-life. This
 * package holds errors and files, which all others use.
 */
@NullMarked
package org.isotopelm;

import org.jspecify.annotations.NullMarked;
