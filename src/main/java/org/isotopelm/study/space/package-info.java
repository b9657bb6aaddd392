/** What a study searches: dimensions, their values and ranges, and points. */
@NullMarked
package org.isotopelm.study.space;

import org.jspecify.annotations.NullMarked;
