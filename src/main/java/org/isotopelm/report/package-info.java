/** Tables and figures. */
@NullMarked
package org.isotopelm.report;

import org.jspecify.annotations.NullMarked;
