@NullMarked
package org.isotopelm.train.run;

import org.jspecify.annotations.NullMarked;
