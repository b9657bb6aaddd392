/** Statistics of a study that know nothing of studies: means, tests, power. */
@NullMarked
package org.isotopelm.study.statistics;

import org.jspecify.annotations.NullMarked;
