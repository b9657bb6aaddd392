package org.isotopelm.draft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.isotopelm.base.TemporaryFolder;
import org.isotopelm.config.Settings;
import org.isotopelm.project.Project;
import org.isotopelm.project.RealPath;
import org.isotopelm.survey.Survey;
import org.isotopelm.survey.Surveyor;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.catalog.Catalog;

/**
 * Drafts the config of a study for texts that come without one: looks at them, measures how fast
 * this machine trains on them, and decides.
 *
 * @param home of Isotope
 * @param texts files and folders, relative to the working directory
 * @param folder of the study, which its config will be in
 * @param minutes that the study may take
 * @param workers trainings side by side
 */
public record Drafter(Path home, List<String> texts, Path folder, int minutes, int workers) {
  /**
   * Decides. Writes nothing that stays.
   *
   * @param stop whether the user wants to stop
   */
  public Draft draft(BooleanSupplier stop) {
    long begun = System.nanoTime();
    Survey survey = surveyor().survey(texts, here());
    double spent = (System.nanoTime() - begun) / 1e9;
    MeasuredSpeed speed = new MeasuredSpeed(rest -> provisional(survey, rest), workers, stop);
    Rules.Ruled ruled = Rules.of(survey, new TimeBudget(minutes, spent, workers), speed);
    return Draft.of(survey, DataRule.of(survey, this::named), ruled);
  }

  /** What a config calls these texts, absolute: those of the draft, or of one that was written. */
  public List<String> files() {
    return surveyor().files(texts, here());
  }

  private Surveyor surveyor() {
    Catalog catalog = Catalog.open(home);
    return new Surveyor((spec, seen) -> Corpus.open(spec, here(), catalog, seen));
  }

  private static Path here() {
    return Path.of("").toAbsolutePath();
  }

  /** The config with the files' absolute names, from a temporary file. */
  private Project provisional(Survey survey, List<Decision> rest) {
    List<Decision> data = DataRule.of(survey, UnaryOperator.identity());
    List<Decision> all = Stream.concat(data.stream(), rest.stream()).toList();
    try {
      Path file = Files.createTempFile(TemporaryFolder.ofProcess(), "draft-", ".yaml");
      Files.writeString(file, CommentedYaml.of(List.of(), all));
      return Project.read(home, file, Settings.of(List.of()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A name relative to the study's folder where the user typed relative ones, so that both can move
   * together.
   */
  private String named(String absolute) {
    Path own = folder.toAbsolutePath().normalize();
    boolean typed = texts.stream().noneMatch(text -> Path.of(text).isAbsolute());
    if (!typed || !RealPath.of(folder).equals(own)) {
      return absolute;
    }
    try {
      return own.relativize(Path.of(absolute)).toString().replace('\\', '/');
    } catch (InvalidPathException e) {
      return absolute; // a pattern, where patterns are no names
    }
  }
}
