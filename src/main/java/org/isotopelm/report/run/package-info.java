/** What a report says of runs: key figures, tables and charts of a training. */
@NullMarked
package org.isotopelm.report.run;

import org.jspecify.annotations.NullMarked;
