package org.isotopelm.report;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Chromium without a window, from the PATH. Where there is none, the tests that need it are
 * skipped, and say so. The environment variable {@value #BROWSER} names a program that is used
 * instead; the tests fail where it is not there.
 */
final class Chromium {
  private static final String BROWSER = "ISOTOPE_BROWSER";
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private final Path program;

  private Chromium(Path program) {
    this.program = program;
  }

  /** The browser of this machine; where it has none, the test ends here. */
  static Chromium open() {
    String wanted = System.getenv(BROWSER);
    return find(System.getenv("PATH"), wanted).orElseGet(() -> missing(wanted));
  }

  /** Fails the test where a browser is wanted, and skips it otherwise. */
  static Chromium missing(@Nullable String wanted) {
    if (wanted != null) {
      return fail(
          "%s is %s, which is not on the PATH. Install it, or unset %s.", BROWSER, wanted, BROWSER);
    }
    String reason =
        "No browser was found: none of %s is on the PATH. The JavaScript of report.html is not tested. Install Chromium."
            .formatted(String.join(", ", NAMES));
    System.err.println(reason);
    return abort(reason);
  }

  /** The first browser in the folders of a PATH: the one that is wanted, or any. */
  static Optional<Chromium> find(String path, @Nullable String wanted) {
    List<String> names = wanted == null ? NAMES : List.of(wanted);
    return Arrays.stream(path.split(File.pathSeparator))
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Chromium::new);
  }

  /** The page as it stands when its scripts have run. */
  String dom(Path page, Path scratch, String... flags) throws IOException, InterruptedException {
    Path dom = scratch.resolve("dom.html");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + scratch.resolve("profile"),
                "--virtual-time-budget=10000",
                "--dump-dom"));
    Stream.concat(Arrays.stream(flags), Stream.of(page.toUri().toString())).forEach(command::add);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("no end after a minute: " + command);
    }
    return Files.readString(dom);
  }
}
