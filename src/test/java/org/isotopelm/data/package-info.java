@NullMarked
package org.isotopelm.data;

import org.jspecify.annotations.NullMarked;
