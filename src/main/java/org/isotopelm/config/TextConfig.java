package org.isotopelm.config;

import org.isotopelm.text.DataSpec;
import org.isotopelm.token.TokenizerSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a config says of a text, whatever else it says or leaves open.
 *
 * @param tokenizer null where it names none
 * @param source where its values were written
 */
public record TextConfig(DataSpec data, @Nullable TokenizerSpec tokenizer, Source source) {}
