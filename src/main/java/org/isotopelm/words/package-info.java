/** Numbers, values and lists as sentences say them; tables and paragraphs of text. */
@NullMarked
package org.isotopelm.words;

import org.jspecify.annotations.NullMarked;
