package org.isotopelm.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.AtomicFolder;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Remedy;

/** The place of an export: after an error it still has what was there before. */
final class Target {
  private Target() {}

  static void file(Export export, AtomicFile.Writer writer) throws IOException {
    requireFree(export);
    AtomicFile.write(export.target(), writer);
  }

  /** Refuses a place where no file can be written, before any work that takes long. */
  static void requireFree(Export export) throws IOException {
    Path target = export.target();
    if (Files.isDirectory(target)) {
      throw ProblemException.failure(target + ": is a folder; name a file");
    }
    boolean present = Files.exists(target) && !AtomicFile.isSpecial(target);
    refuseUnless(export.force() || !present, target);
    if (present) {
      EarlierExport.require(target);
    }
  }

  /** Writes a folder beside its place and then renames it; a symbolic link to it stays a link. */
  static void folder(Export export, Map<String, AtomicFile.Writer> files) throws IOException {
    AtomicFolder.mend(export.target());
    Path target = AtomicFile.followed(export.target());
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw ProblemException.failure(target + ": is a file; name a folder");
    }
    List<Path> present = Files.isDirectory(target) ? entries(target) : List.of();
    refuseStrangers(target, present, files.keySet());
    refuseUnless(export.force() || present.isEmpty(), target);
    AtomicFolder.write(
        target,
        hidden -> {
          for (Map.Entry<String, AtomicFile.Writer> file : files.entrySet()) {
            AtomicFile.write(hidden.resolve(file.getKey()), file.getValue());
          }
        });
  }

  private static void refuseUnless(boolean allowed, Path target) {
    if (!allowed) {
      throw ProblemException.failure(target + ": exists; ", Remedy.REPLACE);
    }
  }

  /** A folder that contains anything but an earlier export was named by mistake. */
  private static void refuseStrangers(Path target, List<Path> present, Set<String> names) {
    for (Path path : present) {
      if (!names.contains(path.getFileName().toString()) || !Files.isRegularFile(path)) {
        throw ProblemException.failure(
            "%s: holds %s, which is not part of an export; name another folder"
                .formatted(target, path.getFileName()));
      }
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
