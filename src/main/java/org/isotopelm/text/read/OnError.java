package org.isotopelm.text.read;

/** Malformed UTF-8: stop, or replace by U+FFFD. */
public enum OnError {
  FAIL,
  REPLACE
}
