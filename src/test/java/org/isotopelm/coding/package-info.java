@NullMarked
package org.isotopelm.coding;

import org.jspecify.annotations.NullMarked;
