/** One class per command. */
@NullMarked
package org.isotopelm.cli;

import org.jspecify.annotations.NullMarked;
