package org.isotopelm.text;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.isotopelm.base.FileReason;

/**
 * The files below a folder. Links are followed, but not back into a folder that is being walked.
 */
public final class FolderFiles extends SimpleFileVisitor<Path> {
  private final Path root;
  private final List<String> names = new ArrayList<>();

  private FolderFiles(Path root) {
    this.root = root;
  }

  /**
   * Paths from the folder, with slashes; hidden files and folders are left out.
   *
   * @param depth how many names a path may have
   */
  public static List<String> below(Path root, int depth) throws IOException {
    FolderFiles files = new FolderFiles(root);
    Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, files);
    return files.names;
  }

  /** What to say where a folder cannot be walked. */
  public static String refusal(IOException error, Path root) {
    String where =
        error instanceof FileSystemException known && known.getFile() != null
            ? known.getFile()
            : root.toString();
    return where + ": cannot be read: " + FileReason.of(error);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && !isHidden(file)) {
      names.add(root.relativize(file).toString().replace(File.separatorChar, '/'));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
    if (error instanceof FileSystemLoopException || isHidden(file)) {
      return FileVisitResult.CONTINUE;
    }
    throw error;
  }

  private boolean isHidden(Path path) {
    return !path.equals(root) && path.getFileName().toString().startsWith(".");
  }
}
