package org.isotopelm.text.read;

/** File formats. */
public enum Format {
  TEXT,
  JSONL,
  TSV,
  CSV
}
