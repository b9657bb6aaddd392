/** The steps of a training: an optimizer's direction, clipped, with weight decay by group. */
@NullMarked
package org.isotopelm.optim;

import org.jspecify.annotations.NullMarked;
