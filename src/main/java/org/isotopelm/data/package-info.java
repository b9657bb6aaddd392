/** Token ids on disk, memory-mapped, and the batches that are cut from them. */
@NullMarked
package org.isotopelm.data;

import org.jspecify.annotations.NullMarked;
