package org.isotopelm.report;

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

/** A Chromium without a window, from the PATH. */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  private final Path program;

  private Chromium(Path program) {
    this.program = program;
  }

  /** The browser of this machine, if it has one. */
  static Optional<Chromium> find() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
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
