/** Comparisons of contenders: paired differences, their tests, the choice; the study's result. */
@NullMarked
package org.isotopelm.study.comparison;

import org.jspecify.annotations.NullMarked;
