package org.isotopelm.train;

import org.isotopelm.model.MixSpec;
import org.isotopelm.text.DataSpec;
import org.isotopelm.token.TokenizerSpec;

/** A mixture of runs: its weights are fitted by EM, and nothing else is trained. */
public record MixingRecipe(DataSpec data, TokenizerSpec tokenizer, MixSpec model)
    implements Recipe {}
