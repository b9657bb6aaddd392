/** What makes tokens of a piece of text: byte pairs, unigrams, word pieces, whole words. */
@NullMarked
package org.isotopelm.token.piece;

import org.jspecify.annotations.NullMarked;
