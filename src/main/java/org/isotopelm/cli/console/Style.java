package org.isotopelm.cli.console;

/** Marks text for a terminal (ECMA-48 escape sequences), or leaves it as it is. */
public enum Style {
  BOLD(1),
  RED(31),
  YELLOW(33);

  private final int code;

  Style(int code) {
    this.code = code;
  }

  /** The text in this style where {@code colour} is wanted. */
  public String mark(String text, boolean colour) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
