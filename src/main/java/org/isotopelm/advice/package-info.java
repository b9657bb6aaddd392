/** Predictions of λ for another setting, from a study that is finished. */
@NullMarked
package org.isotopelm.advice;

import org.jspecify.annotations.NullMarked;
