package org.isotopelm.text;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Glob;
import org.isotopelm.base.Nearest;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.read.Documents;
import org.isotopelm.text.read.Format;
import org.isotopelm.text.read.PipeCopy;
import org.isotopelm.text.read.Suffix;
import org.isotopelm.text.read.TextFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the files that a config names: files, folders and globs, relative to its folder. */
final class FileFinder {
  private static final Logger LOG = LoggerFactory.getLogger(FileFinder.class);

  /** What a folder is searched for; other files must be named, as they may be no text. */
  private static final Set<String> IN_FOLDERS = Set.of(".txt", ".jsonl", ".tsv");

  private final DataSpec spec;
  private final Path base;
  private final UnaryOperator<Path> lies;

  /**
   * @param lies where a file that the config names lies on this machine
   */
  FileFinder(DataSpec spec, Path base, UnaryOperator<Path> lies) {
    this.spec = spec;
    this.base = base;
    this.lies = lies;
  }

  /**
   * The files in the order named, those of a folder or glob by name, each once.
   *
   * @param key the list's path in the config, for errors
   */
  List<TextFile> find(List<String> names, String key) {
    Map<Path, TextFile> found = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      for (TextFile file : find(names.get(i), key + "." + i)) {
        found.putIfAbsent(identity(file.path()), file);
      }
    }
    tellGuesses(found.values());
    return List.copyOf(found.values());
  }

  private List<TextFile> find(String name, String key) {
    if (name.equals("-")) {
      return List.of(textFile(PipeCopy.ofStandardInput(), "standard input", "standard input"));
    }
    String literal = Glob.literal(name);
    Path path = resolve(literal, key);
    if (Files.isDirectory(lies.apply(path))) {
      return requireSome(walk(path, Integer.MAX_VALUE, this::isInFolders, key), name, path, key);
    }
    if (Files.exists(lies.apply(path))) {
      return List.of(file(path, literal));
    }
    if (Glob.isPattern(name)) {
      return glob(name, key);
    }
    String hint = Nearest.hint(last(path), siblings(path));
    boolean moved = Path.of(literal).isAbsolute();
    String where = moved ? "" : " in " + absolute(base);
    String remedy = moved && hint.isEmpty() ? "; move it back, or give its new place" : hint;
    throw problem(key, literal + ": this file or folder does not exist" + where + remedy);
  }

  /** A pipe is read once only, and a corpus more often. */
  private TextFile file(Path path, String name) {
    return Files.isRegularFile(lies.apply(path))
        ? textFile(lies.apply(path), name, absolute(path))
        : textFile(PipeCopy.of(path, name), name, absolute(path));
  }

  private List<TextFile> glob(String name, String key) {
    String slashed = name.replace(File.separatorChar, '/');
    int start = Glob.literalFolder(slashed).length();
    Path root = resolve(Glob.literal(slashed.substring(0, start)), key);
    String glob = slashed.substring(start);
    Pattern pattern = Glob.compile(glob);
    Predicate<String> known = Glob.namesSuffix(glob) ? file -> true : this::isInFolders;
    int depth =
        glob.contains("**")
            ? Integer.MAX_VALUE
            : 1 + (int) glob.chars().filter(c -> c == '/').count();
    List<TextFile> files =
        Files.isDirectory(lies.apply(root))
            ? walk(root, depth, known.and(file -> pattern.matcher(file).matches()), key)
            : List.of();
    return requireSome(
        files,
        name,
        Path.of(Glob.literal(slashed.substring(0, start))).isAbsolute() ? root : base,
        key);
  }

  private List<TextFile> requireSome(List<TextFile> files, String name, Path in, String key) {
    if (files.isEmpty()) {
      boolean any = spec.format() != null || (Glob.isPattern(name) && Glob.namesSuffix(name));
      throw problem(
          key,
          "%s: %s %s in %s%s"
              .formatted(
                  name,
                  Glob.isPattern(name) ? "the pattern matches" : "the folder holds",
                  any
                      ? "no file"
                      : "no .txt, .jsonl or .tsv file, not even one that ends in .gz or .zst,",
                  absolute(in),
                  any
                      ? ""
                      : "; for other files use a pattern that ends in their suffix, such as **/*.java, or set data.format: text"));
    }
    return files;
  }

  /** Files below a folder whose slashed path from there is wanted, sorted; hidden ones are not. */
  private List<TextFile> walk(Path root, int depth, Predicate<String> wanted, String key) {
    List<String> names;
    try {
      names = FolderFiles.below(lies.apply(root), depth);
    } catch (IOException e) {
      throw problem(key, FolderFiles.refusal(e, root));
    }
    return names.stream()
        .filter(wanted)
        .sorted()
        .map(
            name ->
                textFile(
                    lies.apply(root.resolve(name)),
                    shown(root, name),
                    absolute(root.resolve(name))))
        .toList();
  }

  private boolean isInFolders(String name) {
    return spec.format() != null || IN_FOLDERS.contains(Suffix.of(name));
  }

  private TextFile textFile(Path path, String name, String source) {
    Format format = Objects.requireNonNullElse(spec.format(), Suffix.format(name));
    if (spec.group() != null && format == Format.TEXT) {
      throw ProblemException.config(
          "data.group",
          "%s is plain text, which has no field '%s'; groups need records: .jsonl, .tsv or .csv"
              .formatted(name, spec.group()));
    }
    return new TextFile(
        path,
        name,
        source,
        format,
        Objects.requireNonNullElse(spec.documents(), Documents.BLANK_LINE),
        Objects.requireNonNullElse(spec.field(), "text"),
        spec.group());
  }

  /** Says how files are read whose names leave a doubt. */
  private void tellGuesses(Collection<TextFile> files) {
    if (spec.format() != null) {
      return;
    }
    for (String suffix : List.of(".json", ".ndjson", ".csv")) {
      List<TextFile> guessed =
          files.stream().filter(file -> Suffix.of(file.name()).equals(suffix)).toList();
      if (!guessed.isEmpty()) {
        LOG.warn(
            "{}{} is read as {} because of its name; set data.format: {} to confirm this, or data.format: text to read it as plain text",
            guessed.getFirst().name(),
            guessed.size() == 1 ? "" : " (and " + (guessed.size() - 1) + " more)",
            suffix.equals(".csv") ? "comma-separated values" : "JSON records, one a line",
            suffix.equals(".csv") ? "csv" : "jsonl");
      }
    }
  }

  private String shown(Path root, String name) {
    Path path = root.resolve(name);
    return path.startsWith(base) ? base.relativize(path).toString() : path.toString();
  }

  private Path resolve(String name, String key) {
    try {
      return base.resolve(name);
    } catch (InvalidPathException e) {
      throw problem(key, name + ": is not a file name: " + e.getReason());
    }
  }

  private static ProblemException problem(String key, String message) {
    return new ProblemException(ExitCode.DATA, List.of(Problem.at(key, message)), null);
  }

  private static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  private static String last(Path path) {
    return Objects.toString(path.getFileName(), "");
  }

  private static List<String> siblings(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(parent)) {
      return paths.map(FileFinder::last).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
