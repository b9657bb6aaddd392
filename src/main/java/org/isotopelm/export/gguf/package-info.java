/** The format that llama.cpp loads. */
@NullMarked
package org.isotopelm.export.gguf;

import org.jspecify.annotations.NullMarked;
