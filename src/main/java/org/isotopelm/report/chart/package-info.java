/**
 * Charts without their drawing: axes, labels, lines and words, which SVG pictures and pages lay
 * out.
 */
@NullMarked
package org.isotopelm.report.chart;

import org.jspecify.annotations.NullMarked;
