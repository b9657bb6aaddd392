/** What a training costs before it is done: memory, time, speed. */
@NullMarked
package org.isotopelm.train.cost;

import org.jspecify.annotations.NullMarked;
