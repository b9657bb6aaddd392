/** What commands print: tables and lines of progress. */
@NullMarked
package org.isotopelm.cli.text;

import org.jspecify.annotations.NullMarked;
