/** Formats that other programs open. */
@NullMarked
package org.isotopelm.export;

import org.jspecify.annotations.NullMarked;
