/** Trainings of a study: what is trained, in which cells, and the results. */
@NullMarked
package org.isotopelm.study.trial;

import org.jspecify.annotations.NullMarked;
