/** Trained models in the formats of other tools. */
@NullMarked
package org.isotopelm.export;

import org.jspecify.annotations.NullMarked;
