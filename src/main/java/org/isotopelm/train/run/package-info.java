/** Trainings that are kept: the folder of a run, its checkpoints, and how it goes on. */
@NullMarked
package org.isotopelm.train.run;

import org.jspecify.annotations.NullMarked;
