package org.isotopelm.cli.console;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.isotopelm.base.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Standard output: text in UTF-8 whatever the locale. It remembers the error that a {@link
 * PrintStream} keeps to itself, so that a result that was not written is not taken for one that
 * was.
 */
public final class ResultStream extends PrintStream {
  private static final int BUFFER = 1 << 13;
  private static final int TYPE = 0170000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private final Sink sink;
  private final BooleanSupplier pipe;

  /**
   * @param pipe whether {@code out} is a pipe; asked after an error
   */
  public ResultStream(OutputStream out, BooleanSupplier pipe) {
    this(new Sink(out), pipe);
  }

  private ResultStream(Sink sink, BooleanSupplier pipe) {
    super(new BufferedOutputStream(sink, BUFFER), false, StandardCharsets.UTF_8);
    this.sink = sink;
    this.pipe = pipe;
  }

  /** This process's own. */
  public static ResultStream ofProcess() {
    return new ResultStream(new FileOutputStream(FileDescriptor.out), ResultStream::isPipe);
  }

  /**
   * Writes what is held back.
   *
   * @throws ProblemException exit code 1 if anything could not be written; not where the reader of
   *     a pipe has gone, as {@code head} does once it has enough
   */
  public void finish() {
    flush();
    IOException failure = sink.failure;
    if (failure != null && !pipe.getAsBoolean()) {
      throw ProblemException.failure(
          "standard output: the result could not be written (%s); free some space or write to another file"
              .formatted(failure.getMessage()));
    }
  }

  /** A pipe fails only where nobody reads it any more; the system words that by the locale. */
  private static boolean isPipe() {
    try {
      Object mode = Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
      int type = mode instanceof Integer bits ? bits & TYPE : 0;
      return type == PIPE || type == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false; // no POSIX system
    }
  }

  /** Passes all on until the first error, after which nothing could be whole. */
  private static final class Sink extends OutputStream {
    private final OutputStream out;
    private @Nullable IOException failure;

    Sink(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      attempt(() -> out.write(bytes, from, length));
    }

    @Override
    public void flush() throws IOException {
      attempt(out::flush);
    }

    private void attempt(Action action) throws IOException {
      if (failure != null) {
        throw failure;
      }
      try {
        action.run();
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    private interface Action {
      void run() throws IOException;
    }
  }
}
