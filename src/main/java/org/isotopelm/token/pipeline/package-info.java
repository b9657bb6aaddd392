/**
 * The parts of a tokenizer as Hugging Face's {@code tokenizer.json} has them: normalizers,
 * pre-tokenizers, decoders and added tokens around a model of pieces; each reads and writes itself.
 */
@NullMarked
package org.isotopelm.token.pipeline;

import org.jspecify.annotations.NullMarked;
