/** Tests of the folders of Hugging Face. */
@NullMarked
package org.isotopelm.huggingface;

import org.jspecify.annotations.NullMarked;
