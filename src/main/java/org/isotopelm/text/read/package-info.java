/**
 * Reads files of text: bytes to documents, in every format and compression that a config may name.
 */
@NullMarked
package org.isotopelm.text.read;

import org.jspecify.annotations.NullMarked;
