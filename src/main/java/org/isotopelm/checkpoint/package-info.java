/** Safetensors and checkpoints that are whole or refused. */
@NullMarked
package org.isotopelm.checkpoint;

import org.jspecify.annotations.NullMarked;
