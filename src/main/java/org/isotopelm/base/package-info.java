/** Errors, files and JSON, which all other packages use. */
@NullMarked
package org.isotopelm.base;

import org.jspecify.annotations.NullMarked;
