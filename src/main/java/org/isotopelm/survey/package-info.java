/** Looks at texts that come without a config: what they are, and how they become documents. */
@NullMarked
package org.isotopelm.survey;

import org.jspecify.annotations.NullMarked;
