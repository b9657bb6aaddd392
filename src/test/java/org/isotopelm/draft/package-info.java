@NullMarked
package org.isotopelm.draft;

import org.jspecify.annotations.NullMarked;
