package org.isotopelm.export;

import org.isotopelm.model.ModelSpec;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.token.Tokenizer;

/**
 * A model to export, with its weights and the tokenizer that makes its input.
 *
 * @param parameters the layout of the values
 * @param values flat, shared with the caller
 */
public record TrainedModel(
    ModelSpec spec, ParameterSet parameters, float[] values, Tokenizer tokenizer) {}
