package org.isotopelm.cli.live;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;

/**
 * Keeps the live page from hindering the work. The port is open to every user of the machine, and
 * each connection holds a file handle, so the number of connections is limited, and so is the time
 * that one may be silent. Connections beyond the limit are closed at once.
 */
final class LiveLimits {
  /** More than browsers open. */
  private static final int MOST_CONNECTIONS = 128;

  private static final int FEWEST_CONNECTIONS = 4;

  /** Connections get one in so many of the file handles that are free. */
  private static final int SHARE = 4;

  private static final String REQUEST_SECONDS = "5";
  private static final String IDLE_SECONDS = "10";
  private static final String HEADER_BYTES = "16384";

  private LiveLimits() {}

  /** Sets them for the JDK's server, which reads them once; those that the user set stay. */
  static void set() {
    set("jdk.httpserver.maxConnections", Integer.toString(connections(freeHandles())));
    set("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
    set("sun.net.httpserver.idleInterval", IDLE_SECONDS);
    set("sun.net.httpserver.maxReqHeaderSize", HEADER_BYTES);
  }

  /** How many connections leave enough of so many free file handles. */
  static int connections(long freeHandles) {
    return Math.clamp(freeHandles / SHARE, FEWEST_CONNECTIONS, MOST_CONNECTIONS);
  }

  /** Those of jars count as taken: the JVM opens each when it first looks into it. */
  private static long freeHandles() {
    long jars = System.getProperty("java.class.path", "").split(File.pathSeparator, -1).length;
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - jars
        : Long.MAX_VALUE;
  }

  private static void set(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
