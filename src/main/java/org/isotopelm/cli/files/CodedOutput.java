package org.isotopelm.cli.files;

import java.io.IOException;
import java.nio.file.Path;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Invocation;

/**
 * Where {@code compress} and {@code decompress} write.
 *
 * @param name of a file; {@code -} is standard output
 */
public record CodedOutput(Invocation invocation, String name) {
  public CodedOutput {
    if (name.equals("-") && invocation.output().json()) {
      throw ProblemException.usage(
          "with --json standard output holds one JSON object; name a file with --out");
    }
  }

  public boolean isStandard() {
    return name.equals("-");
  }

  /** Refuses to overwrite a file, unless {@code --force} allows it. */
  public void requireFree() throws IOException {
    if (!isStandard()) {
      OwnFile.require(
          Path.of(name), "to be replaced without --force", any -> invocation.has("force"));
    }
  }

  /**
   * Writes all or nothing; an interrupt waits until that is done.
   *
   * @return false, with nothing written, after an interrupt
   */
  public boolean write(byte[] bytes) throws IOException {
    if (invocation.interrupt().getAsBoolean()) {
      return false;
    }
    if (isStandard()) {
      invocation.output().out().writeBytes(bytes);
    } else {
      AtomicFile.write(Path.of(name), out -> out.write(bytes));
    }
    return true;
  }

  /** The result, on standard output unless that has the bytes. */
  public void tell(Object report, String line) {
    if (!isStandard()) {
      invocation.output().result(report, text -> text.println(line));
    }
  }
}
