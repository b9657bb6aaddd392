/** Writes the config of a study from a look at its texts, with the reason of every choice. */
@NullMarked
package org.isotopelm.draft;

import org.jspecify.annotations.NullMarked;
