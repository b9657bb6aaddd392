/** Trainings of a study: what is trained, in which cells, and what came of it. */
@NullMarked
package org.isotopelm.study.trial;

import org.jspecify.annotations.NullMarked;
