package org.isotopelm.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.report.run.ReportData;
import org.isotopelm.report.run.ReportData.DecayPart;
import org.isotopelm.report.study.TrialsCsv;
import org.isotopelm.study.StudyOutcome;
import org.jspecify.annotations.Nullable;

/** What a study or a run leaves in its folder for people and programs. */
public final class ReportFiles {
  private static final String PAGE = "report.html";
  private static final String TEXT = "report.md";

  /** What stands at the start of each of the files; of a picture in PNG, only that it is one. */
  private static final Pattern SIGN =
      Pattern.compile(
          "^# (Run|Study|\\d+ runs)[ \n]|^\u0089PNG|^\\{\\s*\"study\"|best_checkpoint_nll"
              + "|content=\"Isotope\"|aria-labelledby=\"title description\"");

  private static final int START = 1024;

  private final Supplier<ReportData> data;
  private @Nullable ReportData made;

  /** Contents by name; none where this machine cannot make them. */
  private final Map<String, Supplier<Optional<byte[]>>> contents = new LinkedHashMap<>();

  private ReportFiles(Supplier<ReportData> data) {
    this.data = data;
  }

  /**
   * report.html, report.md, curve.svg, curve.png, trials.csv and study.json of a study.
   *
   * @param data what the report shows; asked for where it is needed, so that the other files do not
   *     depend on it
   */
  public static ReportFiles of(StudyOutcome outcome, Supplier<ReportData> data) {
    ReportFiles files = new ReportFiles(data);
    files.report();
    files.text(Curve.FILE, () -> Curve.of(outcome));
    files.contents.put("curve.png", () -> CurvePng.of(Curve.of(outcome)));
    files.text("trials.csv", () -> TrialsCsv.of(outcome));
    files.text("study.json", () -> Json.pretty(outcome.result()) + "\n");
    return files;
  }

  /** report.html and report.md of a run, and decay.svg where it was measured what decay did. */
  public static ReportFiles of(ReportData data) {
    ReportFiles files = new ReportFiles(() -> data);
    files.report();
    DecayPart decay = data.decay();
    if (decay != null) {
      files.text(DecaySvg.FILE, () -> DecaySvg.of(decay, data.name()));
    }
    return files;
  }

  /** runs.html and runs.md of several runs. */
  public static ReportFiles ofRuns(ReportData data) {
    ReportFiles files = new ReportFiles(() -> data);
    files.text("runs.html", () -> Page.html(data, false));
    files.text("runs.md", () -> Markdown.of(data));
    return files;
  }

  /** Whether a file looks like one of these, so that a new one may take its place. */
  public static boolean isIn(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(START), StandardCharsets.ISO_8859_1);
      return SIGN.matcher(start).find();
    }
  }

  private void report() {
    text(PAGE, () -> Page.html(data(), false));
    text(TEXT, () -> Markdown.of(data()));
  }

  /** What is shown. */
  public ReportData data() {
    if (made == null) {
      made = data.get();
    }
    return made;
  }

  /**
   * Writes all of them, each whole or not at all. One that fails does not keep the others back: its
   * error is thrown when they are written.
   *
   * @return their paths, without one that this machine cannot make
   */
  public List<Path> write(Path folder) {
    List<Path> written = new ArrayList<>();
    RuntimeException failed = null;
    for (String name : contents.keySet()) {
      try {
        if (write(name, folder.resolve(name))) {
          written.add(folder.resolve(name));
        }
      } catch (RuntimeException e) {
        failed = failed == null ? e : failed;
      }
    }
    if (failed != null) {
      throw failed;
    }
    return written;
  }

  /**
   * Writes the one whose name ends as that of {@code file} does.
   *
   * @throws ProblemException exit code 2 where none does, 1 where this machine cannot make it
   */
  public void writeAs(Path file) {
    String name =
        contents.keySet().stream()
            .filter(each -> file.toString().endsWith(each.substring(each.indexOf('.'))))
            .findFirst()
            .orElseThrow(
                () ->
                    ProblemException.usage(
                        "out",
                        "%s: the ending of the name chooses what is written; use that of one of %s"
                            .formatted(file, String.join(", ", contents.keySet()))));
    if (!write(name, file)) {
      throw ProblemException.failure(file + " cannot be made on this machine; take another format");
    }
  }

  private boolean write(String name, Path file) {
    Optional<byte[]> bytes = contents.getOrDefault(name, Optional::empty).get();
    try {
      if (bytes.isPresent()) {
        AtomicFile.write(file, out -> out.write(bytes.get()));
      }
      return bytes.isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void text(String name, Supplier<String> text) {
    contents.put(name, () -> Optional.of(text.get().getBytes(StandardCharsets.UTF_8)));
  }
}
