/** Codes texts in as many bits as a language model asks for, and proves perplexities that way. */
@NullMarked
package org.isotopelm.coding;

import org.jspecify.annotations.NullMarked;
