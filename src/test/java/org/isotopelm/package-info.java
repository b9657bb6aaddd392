@NullMarked
package org.isotopelm;

import org.jspecify.annotations.NullMarked;
