package org.isotopelm.export.gguf;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The keys and values of a GGUF file, in the order in which they were put. */
final class GgufMetadata {
  private static final int UINT32 = 4;
  private static final int INT32 = 5;
  private static final int FLOAT32 = 6;
  private static final int BOOLEAN = 7;
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  private final LittleEndian bytes = new LittleEndian();
  private final Set<String> keys = new HashSet<>();

  /**
   * @param value at least 0
   */
  void put(String key, int value) {
    begin(key, UINT32);
    bytes.putInt(value);
  }

  void put(String key, float value) {
    begin(key, FLOAT32);
    bytes.putInt(Float.floatToRawIntBits(value));
  }

  void put(String key, boolean value) {
    begin(key, BOOLEAN);
    bytes.putByte(value ? 1 : 0);
  }

  void put(String key, String value) {
    begin(key, STRING);
    bytes.putString(value);
  }

  void putStrings(String key, List<String> values) {
    beginArray(key, STRING, values.size());
    values.forEach(bytes::putString);
  }

  void putIntegers(String key, List<Integer> values) {
    beginArray(key, INT32, values.size());
    values.forEach(bytes::putInt);
  }

  /** How many there are. */
  int size() {
    return keys.size();
  }

  /** All of them as the file has them. */
  LittleEndian bytes() {
    return bytes;
  }

  private void begin(String key, int type) {
    if (!keys.add(key)) {
      throw new IllegalArgumentException(key + " is there already");
    }
    bytes.putString(key);
    bytes.putInt(type);
  }

  private void beginArray(String key, int type, int size) {
    begin(key, ARRAY);
    bytes.putInt(type);
    bytes.putLong(size);
  }
}
