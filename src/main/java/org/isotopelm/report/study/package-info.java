/** What a report says of a study: its tables, key figures, curve and space. */
@NullMarked
package org.isotopelm.report.study;

import org.jspecify.annotations.NullMarked;
