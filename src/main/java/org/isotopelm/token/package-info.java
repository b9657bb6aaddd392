/** Tokenizers, their trainers, and Hugging Face's {@code tokenizer.json}. */
@NullMarked
package org.isotopelm.token;

import org.jspecify.annotations.NullMarked;
