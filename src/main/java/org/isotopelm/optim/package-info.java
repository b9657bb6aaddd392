/** Learning-rate schedules, weight decay by group, and AdamW. */
@NullMarked
package org.isotopelm.optim;

import org.jspecify.annotations.NullMarked;
