@NullMarked
package org.isotopelm.text;

import org.jspecify.annotations.NullMarked;
