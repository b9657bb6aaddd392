/** The trainer, its run directory, stop and resume. */
@NullMarked
package org.isotopelm.train;

import org.jspecify.annotations.NullMarked;
