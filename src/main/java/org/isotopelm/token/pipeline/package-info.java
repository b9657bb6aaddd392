/**
 * The parts of a tokenizer as Hugging Face's {@code tokenizer.json} has them: normalizers,
 * pre-tokenizers, models of pieces, decoders and added tokens; each reads and writes itself.
 */
@NullMarked
package org.isotopelm.token.pipeline;

import org.jspecify.annotations.NullMarked;
