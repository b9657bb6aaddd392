/** What was typed: commands, their arguments and options, and the help that is made from them. */
@NullMarked
package org.isotopelm.cli.call;

import org.jspecify.annotations.NullMarked;
