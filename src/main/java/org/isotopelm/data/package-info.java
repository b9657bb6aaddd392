/** Token ids on disk, memory-mapped, and batches of them. */
@NullMarked
package org.isotopelm.data;

import org.jspecify.annotations.NullMarked;
