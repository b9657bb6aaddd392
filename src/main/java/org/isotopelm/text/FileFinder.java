package org.isotopelm.text;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.isotopelm.IsotopeException;
import org.isotopelm.Nearest;
import org.isotopelm.text.DataSpec.Documents;
import org.isotopelm.text.DataSpec.Format;
import org.isotopelm.text.TextFile.Compression;
import org.jspecify.annotations.Nullable;

/** Finds the files that a config names: files, folders and globs, relative to its folder. */
final class FileFinder {
  private static final Map<String, Format> SUFFIXES =
      Map.of(".txt", Format.TEXT, ".jsonl", Format.JSONL, ".tsv", Format.TSV);

  private final DataSpec spec;
  private final Path base;

  FileFinder(DataSpec spec, Path base) {
    this.spec = spec;
    this.base = base;
  }

  /** The files in the order named, those of a folder or glob by name, each once. */
  List<TextFile> find(List<String> names) {
    Map<Path, TextFile> found = new LinkedHashMap<>();
    for (String name : names) {
      for (TextFile file : find(name)) {
        found.putIfAbsent(identity(file.path()), file);
      }
    }
    return List.copyOf(found.values());
  }

  private List<TextFile> find(String name) {
    if (name.equals("-")) {
      return List.of(textFile(StandardInput.copy(), "standard input", "standard input"));
    }
    Path path = resolve(name);
    if (Files.isDirectory(path)) {
      return requireSome(walk(path, file -> true), name, path, "the folder holds");
    }
    if (Files.exists(path)) {
      return List.of(textFile(path, name, absolute(path)));
    }
    if (Glob.isPattern(name)) {
      return glob(name);
    }
    throw IsotopeException.data(
        "%s: there is no such file or folder in %s%s"
            .formatted(name, folder(), Nearest.hint(last(path), siblings(path))));
  }

  private List<TextFile> glob(String name) {
    String slashed = name.replace(File.separatorChar, '/');
    int special = (int) slashed.chars().takeWhile(c -> "*?[{".indexOf(c) < 0).count();
    int slash = slashed.lastIndexOf('/', special);
    String start = slash < 0 ? "" : slashed.substring(0, slash + 1);
    Path root = resolve(start);
    Pattern pattern = Glob.compile(slashed.substring(slash + 1));
    List<TextFile> files =
        Files.isDirectory(root) ? walk(root, file -> pattern.matcher(file).matches()) : List.of();
    return requireSome(files, name, base, "the pattern matches");
  }

  private List<TextFile> requireSome(List<TextFile> files, String name, Path in, String verb) {
    if (files.isEmpty()) {
      String known = spec.format() == null ? "no .txt, .jsonl or .tsv file" : "no file";
      throw IsotopeException.data(
          "%s: %s %s (in %s; also with .gz or .zst)"
              .formatted(name, verb, known, in.toAbsolutePath().normalize()));
    }
    return files;
  }

  /** Files below a folder whose slashed path from there is wanted, sorted; hidden ones are not. */
  private List<TextFile> walk(Path root, Predicate<String> wanted) {
    List<String> names = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      paths
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString().replace(File.separatorChar, '/'))
          .filter(name -> !name.startsWith(".") && !name.contains("/."))
          .filter(name -> spec.format() != null || format(name) != null)
          .filter(wanted)
          .forEach(names::add);
    } catch (IOException | UncheckedIOException e) {
      throw IsotopeException.data(root + ": cannot be read: " + e.getMessage(), e);
    }
    names.sort(Comparator.naturalOrder());
    return names.stream()
        .map(name -> textFile(root.resolve(name), shown(root, name), absolute(root.resolve(name))))
        .toList();
  }

  private TextFile textFile(Path path, String name, String source) {
    Format guessed = format(path.toString());
    Format format =
        Objects.requireNonNullElse(spec.format(), guessed == null ? Format.TEXT : guessed);
    if (spec.group() != null && format == Format.TEXT) {
      throw IsotopeException.config(
          "data.group",
          "%s is plain text, which has no field '%s'; groups need records: .jsonl or .tsv"
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

  private static @Nullable Format format(String name) {
    String plain = Compression.of(name).strip(name).toLowerCase(Locale.ROOT);
    int dot = plain.lastIndexOf('.');
    return dot < 0 ? null : SUFFIXES.get(plain.substring(dot));
  }

  private String shown(Path root, String name) {
    Path path = root.resolve(name);
    return path.startsWith(base) ? base.relativize(path).toString() : path.toString();
  }

  private Path resolve(String name) {
    try {
      return base.resolve(name);
    } catch (InvalidPathException e) {
      throw IsotopeException.data(name + ": is no file name: " + e.getReason(), e);
    }
  }

  private static Path identity(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private String folder() {
    return absolute(base);
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
