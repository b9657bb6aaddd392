package org.isotopelm.export.onnx;

/** A constant of a node, such as an axis, as an {@code AttributeProto}. */
record Attribute(Message message) {
  private static final int NAME = 1;
  private static final int FLOAT_VALUE = 2;
  private static final int INT_VALUE = 3;
  private static final int STRING_VALUE = 4;
  private static final int INTS = 8;
  private static final int TYPE = 20;

  static Attribute of(String name, long value) {
    return new Attribute(start(name, 2).number(INT_VALUE, value));
  }

  static Attribute of(String name, float value) {
    return new Attribute(start(name, 1).real(FLOAT_VALUE, value));
  }

  static Attribute of(String name, String value) {
    return new Attribute(start(name, 3).text(STRING_VALUE, value));
  }

  static Attribute list(String name, long... values) {
    Message message = start(name, 7);
    for (long value : values) {
      message.number(INTS, value);
    }
    return new Attribute(message);
  }

  private static Message start(String name, int type) {
    return new Message().text(NAME, name).number(TYPE, type);
  }
}
