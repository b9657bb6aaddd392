package org.isotopelm.cli.text;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.report.study.ModelUse;
import org.isotopelm.study.StudyOutcome;
import org.isotopelm.words.ShellWord;

/** How to use the model that a study gives: what to type. */
public final class ModelCommands {
  private ModelCommands() {}

  /** Lines, each ended; none where the study does not make several models. */
  public static String of(StudyOutcome outcome) {
    return ModelUse.of(outcome).stream()
        .flatMap(ModelCommands::lines)
        .map(line -> "  " + line + System.lineSeparator())
        .collect(Collectors.joining());
  }

  /** Of a line that is no command a shell makes nothing. */
  private static Stream<String> lines(ModelUse use) {
    String run = ShellWord.of(use.folder());
    String export =
        "isotope export %s --to %s".formatted(ShellWord.of(use.exported()), use.format());
    return Stream.of(
        "isotope eval " + run + " NEW.txt",
        "isotope sample " + run + " --prompt \"The \" --tokens 100",
        use.isExportable() ? export : export + "   # only its network can be exported");
  }
}
