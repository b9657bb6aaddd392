/** Numbers, values and lists as sentences say them. */
@NullMarked
package org.isotopelm.words;

import org.jspecify.annotations.NullMarked;
