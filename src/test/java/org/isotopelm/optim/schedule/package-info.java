@NullMarked
package org.isotopelm.optim.schedule;

import org.jspecify.annotations.NullMarked;
