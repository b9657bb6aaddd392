/** How tokens are learned from counted pieces of text: byte-pair encoding and unigram models. */
@NullMarked
package org.isotopelm.token.training;

import org.jspecify.annotations.NullMarked;
