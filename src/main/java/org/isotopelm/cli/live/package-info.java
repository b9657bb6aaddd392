/** The report in a browser while a study or a run goes on. */
@NullMarked
package org.isotopelm.cli.live;

import org.jspecify.annotations.NullMarked;
