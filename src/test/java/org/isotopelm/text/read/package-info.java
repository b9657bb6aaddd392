@NullMarked
package org.isotopelm.text.read;

import org.jspecify.annotations.NullMarked;
