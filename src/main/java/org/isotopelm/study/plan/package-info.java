/** The config's study, and all that it trains as far as that is known. */
@NullMarked
package org.isotopelm.study.plan;

import org.jspecify.annotations.NullMarked;
