/** Tokenizers in the files of other programs, as the tokenizer.json that means the same. */
@NullMarked
package org.isotopelm.token.foreign;

import org.jspecify.annotations.NullMarked;
