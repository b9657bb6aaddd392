package org.isotopelm.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Glob;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.read.Documents;
import org.isotopelm.text.read.Format;
import org.isotopelm.text.read.Suffix;
import org.isotopelm.text.read.TextFile;

/**
 * The files that a user names as texts, all of one format.
 *
 * @param files each file once, in the order named
 * @param names what a config calls them: absolute files and patterns
 * @param notes what a user should know of the choice, a sentence each
 */
record NamedTexts(List<TextFile> files, List<String> names, List<String> notes) {

  /**
   * Finds them.
   *
   * @param typed files and folders
   * @param base what they are relative to
   * @throws ProblemException (data) where one does not exist, is no text in UTF-8, or is empty;
   *     (usage) for standard input and pipes, and for files of several formats
   */
  static NamedTexts find(List<String> typed, Path base) {
    Map<Path, TextFile> files = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    List<String> notes = new ArrayList<>();
    for (String name : typed) {
      Path path = existing(name, base);
      if (Files.isDirectory(path)) {
        FolderChoice choice = FolderChoice.in(path, name);
        choice.files().forEach(file -> files.putIfAbsent(identity(file.path()), file));
        names.addAll(choice.names());
        choice.note().ifPresent(notes::add);
      } else if (files.putIfAbsent(identity(path), textFile(path, name)) == null) {
        names.add(Glob.escape(absolute(path)));
      }
    }
    NamedTexts texts =
        new NamedTexts(List.copyOf(files.values()), List.copyOf(names), List.copyOf(notes));
    texts.requireText();
    texts.requireOneFormat();
    return texts;
  }

  private static Path existing(String name, Path base) {
    Path path = base.resolve(name);
    if (name.equals("-") || (Files.exists(path) && isPipe(path))) {
      throw ProblemException.usage(
          "%s: a study reads its text several times, and a pipe can be read once; write it to a file and name that"
              .formatted(name));
    }
    if (!Files.exists(path)) {
      throw problem(name, "this file or folder does not exist");
    }
    return path;
  }

  /** What two names of one file have in common. */
  private static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private static boolean isPipe(Path path) {
    return !Files.isRegularFile(path) && !Files.isDirectory(path);
  }

  /** A file that is read as its name says. */
  static TextFile textFile(Path path, String name) {
    return new TextFile(
        path, name, absolute(path), Suffix.format(name), Documents.LINE, "text", null);
  }

  static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  Format format() {
    return files.getFirst().format();
  }

  private void requireText() {
    for (TextFile file : files) {
      Optional<String> refusal = TextSample.of(file).refusal();
      if (refusal.isPresent()) {
        throw problem(file.name(), refusal.get());
      }
    }
  }

  private void requireOneFormat() {
    Set<Format> formats = files.stream().map(TextFile::format).collect(Collectors.toSet());
    if (formats.size() > 1) {
      TextFile first = files.getFirst();
      TextFile other =
          files.stream().filter(file -> file.format() != first.format()).findFirst().orElseThrow();
      throw ProblemException.usage(
          "%s and %s have different formats; study files of one format at a time"
              .formatted(first.name(), other.name()));
    }
  }

  static ProblemException problem(String file, String message) {
    return new ProblemException(
        ExitCode.DATA, List.of(new Problem(file, 0, 0, null, message)), null);
  }
}
