package org.isotopelm.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.isotopelm.base.AtomicFile;
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
    Path target = AtomicFile.followed(export.target());
    if (Files.exists(target) && !Files.isDirectory(target)) {
      throw ProblemException.failure(target + ": is a file; name a folder");
    }
    List<Path> present = Files.isDirectory(target) ? entries(target) : List.of();
    refuseUnless(export.force() || present.isEmpty(), target);
    refuseStrangers(target, present, files.keySet());
    Path parent = Objects.requireNonNull(target.toAbsolutePath().getParent(), "not the root");
    Files.createDirectories(parent);
    Path whole = hidden(parent, target, "new");
    Path old = hidden(parent, target, "old");
    delete(whole); // of a killed process that had this one's number
    try {
      Files.createDirectory(whole);
      for (Map.Entry<String, AtomicFile.Writer> file : files.entrySet()) {
        AtomicFile.write(whole.resolve(file.getKey()), file.getValue());
      }
      replace(target, whole, old);
      AtomicFile.syncFolder(parent);
    } finally {
      delete(whole);
    }
  }

  /** Puts the new folder in its place; the one that was there is deleted only after that. */
  private static void replace(Path target, Path whole, Path old) throws IOException {
    if (!Files.isDirectory(target)) {
      Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    delete(old);
    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    delete(old);
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

  private static Path hidden(Path parent, Path target, String what) {
    return parent.resolve(
        String.format(
            Locale.ROOT, ".%s.%s-%d", target.getFileName(), what, ProcessHandle.current().pid()));
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      for (Path file : entries(folder)) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    }
  }
}
