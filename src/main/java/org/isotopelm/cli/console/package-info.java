/** The streams of the program: results, what goes on beside them, colours, Ctrl-C. */
@NullMarked
package org.isotopelm.cli.console;

import org.jspecify.annotations.NullMarked;
