/** Learning-rate schedules and lengths of a run. */
@NullMarked
package org.isotopelm.optim.schedule;

import org.jspecify.annotations.NullMarked;
