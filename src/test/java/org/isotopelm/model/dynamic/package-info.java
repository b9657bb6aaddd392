@NullMarked
package org.isotopelm.model.dynamic;

import org.jspecify.annotations.NullMarked;
