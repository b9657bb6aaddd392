@NullMarked
package org.isotopelm.token.piece;

import org.jspecify.annotations.NullMarked;
