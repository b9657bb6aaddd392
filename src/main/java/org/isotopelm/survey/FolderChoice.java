package org.isotopelm.survey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.isotopelm.base.Glob;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.FolderFiles;
import org.isotopelm.text.read.Suffix;
import org.isotopelm.text.read.TextFile;
import org.isotopelm.text.read.TextFile.Compression;

/**
 * Which files of a folder are its text: those of the suffix that has most bytes, and of suffixes
 * that mean nearly the same.
 *
 * @param names patterns for them, as a config has them
 * @param note what was left out
 */
record FolderChoice(List<TextFile> files, List<String> names, Optional<String> note) {
  /** Suffixes that one language or one kind of text has. */
  private static final List<Set<String>> FAMILIES =
      List.of(
          Set.of(".txt", ".text", ".md", ".rst", ".adoc"),
          Set.of(".c", ".h", ".cc", ".hh", ".cpp", ".hpp", ".cxx"),
          Set.of(".js", ".jsx", ".mjs", ".ts", ".tsx"),
          Set.of(".kt", ".kts"),
          Set.of(".jsonl", ".ndjson"));

  /** What stands beside the text of a folder more often than it is the text. */
  private static final Set<String> BESIDE =
      Set.of(
          ".json",
          ".xml",
          ".html",
          ".htm",
          ".svg",
          ".css",
          ".map",
          ".lock",
          ".log",
          ".yaml",
          ".yml",
          ".toml",
          ".properties",
          ".ini",
          ".cfg",
          ".csv",
          ".tsv");

  private static final int FEW = 4;

  /** Files that say whether those of a suffix are text. */
  private static final int LARGEST = 5;

  /**
   * Chooses.
   *
   * @param shown what messages call the folder
   */
  static FolderChoice in(Path folder, String shown) {
    Map<String, List<TextFile>> bySuffix =
        names(folder).stream()
            .map(name -> NamedTexts.textFile(folder.resolve(name), Path.of(shown, name).toString()))
            .collect(
                Collectors.groupingBy(
                    file -> Suffix.of(file.name()), TreeMap::new, Collectors.toList()));
    String most =
        bySuffix.entrySet().stream()
            .filter(each -> isText(each.getValue()))
            .max(
                Comparator.comparing(
                        (Map.Entry<String, List<TextFile>> each) -> !BESIDE.contains(each.getKey()))
                    .thenComparingLong(each -> bytes(each.getValue())))
            .map(Map.Entry::getKey)
            .orElseThrow(
                () ->
                    NamedTexts.problem(
                        shown, "the folder holds no file of text; name one that does"));
    Set<String> family =
        FAMILIES.stream().filter(each -> each.contains(most)).findFirst().orElse(Set.of(most));
    List<TextFile> files =
        bySuffix.entrySet().stream()
            .filter(each -> family.contains(each.getKey()) && isText(each.getValue()))
            .flatMap(each -> each.getValue().stream())
            .toList();
    return new FolderChoice(
        files, most.isEmpty() ? listed(files) : patterns(folder, files), left(bySuffix, files));
  }

  private static List<String> names(Path folder) {
    try {
      return FolderFiles.below(folder, Integer.MAX_VALUE).stream().sorted().toList();
    } catch (IOException e) {
      throw ProblemException.data(FolderFiles.refusal(e, folder));
    }
  }

  /**
   * By the largest ones, of which half must be text. Text in another encoding is text, too: it is
   * refused by its name rather than left out.
   */
  private static boolean isText(List<TextFile> files) {
    List<TextFile> largest =
        files.stream()
            .sorted(Comparator.comparingLong(FolderChoice::size).reversed())
            .limit(LARGEST)
            .toList();
    long texts = largest.stream().filter(file -> TextSample.of(file).isSomeText()).count();
    return 2 * texts >= largest.size();
  }

  private static long bytes(List<TextFile> files) {
    return files.stream().mapToLong(FolderChoice::size).sum();
  }

  private static long size(TextFile file) {
    try {
      return Files.size(file.path());
    } catch (IOException e) {
      return 0; // its reader says what is wrong
    }
  }

  private static List<String> listed(List<TextFile> files) {
    return files.stream().map(file -> Glob.escape(file.source())).toList();
  }

  private static List<String> patterns(Path folder, List<TextFile> files) {
    String root = Glob.escape(NamedTexts.absolute(folder));
    return files.stream()
        .map(FolderChoice::ending)
        .distinct()
        .sorted()
        .map(ending -> root + "/**/*" + ending)
        .toList();
  }

  /** The suffix as it is written, with that of a compression. */
  private static String ending(TextFile file) {
    String name = file.path().getFileName().toString();
    String plain = Compression.of(name).strip(name);
    return name.substring(plain.lastIndexOf('.'));
  }

  private static Optional<String> left(Map<String, List<TextFile>> bySuffix, List<TextFile> taken) {
    List<String> left =
        bySuffix.entrySet().stream()
            .filter(each -> !taken.contains(each.getValue().getFirst()))
            .sorted(Comparator.comparingInt(each -> -each.getValue().size()))
            .map(
                each ->
                    each.getValue().size()
                        + " "
                        + (each.getKey().isEmpty() ? "without a suffix" : each.getKey()))
            .toList();
    String more = left.size() > FEW ? ", …" : "";
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "other files of the folder are left out: "
                + left.stream().limit(FEW).collect(Collectors.joining(", "))
                + more);
  }
}
