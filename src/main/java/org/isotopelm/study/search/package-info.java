/** Searches: what proposes points, gives points up, and models the nll over a space. */
@NullMarked
package org.isotopelm.study.search;

import org.jspecify.annotations.NullMarked;
