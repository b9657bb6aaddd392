/** Model folders of Hugging Face: their architectures, names of weights, and config.json. */
@NullMarked
package org.isotopelm.huggingface;

import org.jspecify.annotations.NullMarked;
