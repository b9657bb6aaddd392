package org.isotopelm.report.chart;

/** A place on an axis and the words for it. */
public record Tick(double at, String label) {}
