package org.isotopelm.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class ResultStreamTest {
  /** The first write fails; it would take the next. */
  private static final class FailsOnce extends OutputStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private boolean failed;

    @Override
    public void write(int b) throws IOException {
      if (!failed) {
        failed = true;
        throw new IOException("Input/output error");
      }
      taken.write(b);
    }
  }

  private static Process start(String script) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String program =
        "'%s' -cp '%s' org.isotopelm.cli.Main --help"
            .formatted(java, System.getProperty("java.class.path"));
    return new ProcessBuilder(List.of("sh", "-c", script.replace("PROGRAM", program))).start();
  }

  private static String err(Process process) throws Exception {
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return err;
  }

  @Test
  void finish_afterALostWrite_failsEvenIfLaterOnesWouldWork() {
    FailsOnce disk = new FailsOnce();
    ResultStream out = new ResultStream(disk, () -> false);
    out.print("first");
    out.flush();
    out.print("second");
    assertThatThrownBy(out::finish)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Input/output error");
    // A result with a hole in it would be worse than one that ends.
    assertThat(disk.taken.size()).isZero();
  }

  @Test
  void finish_ofAPipeThatNobodyReads_isQuiet() {
    ResultStream out = new ResultStream(new FailsOnce(), () -> true);
    out.print("first");
    assertThatCode(out::finish).doesNotThrowAnyException();
  }

  @Test
  void text_isUtf8() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ResultStream out = new ResultStream(bytes, () -> false);
    out.print("λ");
    out.finish();
    assertThat(bytes.toByteArray()).isEqualTo(new byte[] {(byte) 0xce, (byte) 0xbb});
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void process_onAFullDevice_endsWithOneAndOneLine() throws Exception {
    assertThat(Files.exists(Path.of("/dev/full"))).isTrue();
    Process process = start("exec PROGRAM > /dev/full");
    assertThat(err(process).lines()).singleElement().asString().contains("No space left");
    assertThat(process.exitValue()).isEqualTo(1);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void process_whoseReaderGoesEarly_endsQuietly() throws Exception {
    // The code arrives by a file, as a shell gives that of the last command of a pipe only.
    Path code = Files.createTempFile("code", "");
    Process process = start("{ sleep 0; PROGRAM; echo $? > '" + code + "'; } | true");
    assertThat(err(process)).isEmpty();
    assertThat(Files.readString(code)).isEqualTo("0\n");
    Files.delete(code);
  }
}
