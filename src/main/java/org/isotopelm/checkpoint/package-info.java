/** Safetensors, and checkpoints that are complete or refused. */
@NullMarked
package org.isotopelm.checkpoint;

import org.jspecify.annotations.NullMarked;
