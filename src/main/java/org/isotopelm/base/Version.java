package org.isotopelm.base;

import java.util.Objects;

/** Which Isotope this is. */
public final class Version {
  private Version() {}

  /** The jar's version; classes that come from a folder have none. */
  public static String text() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "(unpackaged)");
  }
}
