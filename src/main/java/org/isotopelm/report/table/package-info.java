/** Tables without their drawing: columns, heads and cells, which three renderers lay out. */
@NullMarked
package org.isotopelm.report.table;

import org.jspecify.annotations.NullMarked;
