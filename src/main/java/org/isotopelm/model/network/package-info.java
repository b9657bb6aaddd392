/** Networks with weights as language models: what a window shows them, and how they score. */
@NullMarked
package org.isotopelm.model.network;

import org.jspecify.annotations.NullMarked;
