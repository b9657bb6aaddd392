package org.isotopelm.config;

import tools.jackson.core.JsonPointer;

/**
 * Something wrong in a config's tree.
 *
 * @param pointer the value at fault
 * @param atKey whether its key is at fault rather than the value
 * @param message value found, rule and remedy
 */
record Fault(JsonPointer pointer, boolean atKey, String message) {
  static Fault value(JsonPointer pointer, String message) {
    return new Fault(pointer, false, message);
  }

  static Fault key(JsonPointer pointer, String message) {
    return new Fault(pointer, true, message);
  }
}
