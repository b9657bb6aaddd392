@NullMarked
package org.isotopelm.text.catalog;

import org.jspecify.annotations.NullMarked;
