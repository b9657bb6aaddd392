package org.isotopelm.train;

import org.isotopelm.model.ModelSpec;
import org.isotopelm.text.DataSpec;
import org.isotopelm.token.TokenizerSpec;

/** A model that is counted, or was counted by another program. It has neither steps nor decay. */
public record CountingRecipe(DataSpec data, TokenizerSpec tokenizer, ModelSpec.Counted model)
    implements Recipe {}
