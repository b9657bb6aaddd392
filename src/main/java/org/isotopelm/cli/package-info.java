/** The program: one class for each command, and what they share. */
@NullMarked
package org.isotopelm.cli;

import org.jspecify.annotations.NullMarked;
