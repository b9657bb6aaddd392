/** The counted model that every study and run is compared with. */
@NullMarked
package org.isotopelm.baseline;

import org.jspecify.annotations.NullMarked;
