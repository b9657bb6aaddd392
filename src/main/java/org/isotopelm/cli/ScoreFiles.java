package org.isotopelm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ProblemException;
import org.isotopelm.cli.call.Invocation;
import org.isotopelm.cli.files.OwnFile;
import org.isotopelm.eval.ScoreTables;
import org.isotopelm.project.LoadedRun;
import org.isotopelm.project.RealPath;
import org.isotopelm.project.ScoredText;

/** The tables of scores that {@code eval} writes. */
final class ScoreFiles {
  private ScoreFiles() {}

  /** Before the work: what a table may not replace would make it vain. */
  static void require(Invocation invocation, List<String> texts) throws IOException {
    List<Path> tables =
        Stream.of("per-token", "per-document")
            .map(invocation::path)
            .flatMap(Optional::stream)
            .toList();
    for (Path table : tables) {
      OwnFile.require(table, "a table of scores", ScoreTables::isIn);
      for (String text : texts) {
        if (Files.isRegularFile(table)
            && Files.exists(Path.of(text))
            && Files.isSameFile(table, Path.of(text))) {
          throw ProblemException.failure(
              table + ": is a text to evaluate; name another file for the table");
        }
      }
    }
    if (tables.size() == 2
        && !AtomicFile.isSpecial(tables.getFirst())
        && RealPath.of(tables.getFirst()).equals(RealPath.of(tables.getLast()))) {
      throw ProblemException.usage(
          "--per-token and --per-document both name " + tables.getFirst() + "; name two files");
    }
  }

  /** Writes the tables that were asked for. */
  static void write(Invocation invocation, ScoredText scored) throws IOException {
    LoadedRun run = scored.run();
    ScoreTables tables =
        new ScoreTables(scored.scores(), d -> scored.text().corpus().entry(d).name());
    if (invocation.has("per-token")) {
      AtomicFile.write(
          invocation.path("per-token").orElseThrow(),
          out -> tables.perToken(run.tokenizer()::token, out));
    }
    if (invocation.has("per-document")) {
      AtomicFile.write(invocation.path("per-document").orElseThrow(), tables::perDocument);
    }
  }
}
