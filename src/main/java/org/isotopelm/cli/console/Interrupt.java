package org.isotopelm.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.isotopelm.base.ExitCode;

/**
 * SIGINT and SIGTERM as a question that long work asks between two steps. Once it has been asked,
 * the JVM's shutdown waits until the command has saved itself, and ends with the command's code.
 * Commands that never ask end at once.
 *
 * <p>A shutdown hook rather than a signal handler: it is portable, and it also hears a terminal
 * that closes.
 */
public final class Interrupt implements BooleanSupplier {
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile ExitCode code = ExitCode.INTERRUPTED;
  private volatile boolean asked;
  private volatile boolean requested;

  /** Hears the signals of this process from now on. */
  public static Interrupt ofProcess() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(new Thread(interrupt::shutDown, "interrupt"));
    return interrupt;
  }

  /** Whether somebody asked to stop. */
  @Override
  public boolean getAsBoolean() {
    asked = true;
    return requested;
  }

  /** As the signal does; for tests. */
  public void request() {
    requested = true;
  }

  /** The command has ended and all is written; does not return where a signal ends the process. */
  public void end(ExitCode commandCode) {
    code = commandCode;
    ended.countDown();
    System.exit(commandCode.number());
  }

  private void shutDown() {
    requested = true;
    if (ended.getCount() == 0) {
      return;
    }
    if (!asked) {
      System.err.println("isotope: interrupted; nothing new was saved");
      return;
    }
    awaitEnd();
    Runtime.getRuntime().halt(code.number());
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
