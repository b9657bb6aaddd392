package org.isotopelm.cluster;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.isotopelm.base.TemporaryFolder;

/** The jars that executors need beside Spark's own. */
final class ExecutorJars {
  /** ND4J serves one export, which executors never do, and is most of the bytes. */
  private static final Pattern UNUSED = Pattern.compile("nd4j-.*\\.jar");

  private ExecutorJars() {}

  /**
   * All of a class path that is not Spark's. A folder of classes, as a developer runs them, becomes
   * a jar in this process's temporary folder.
   */
  static List<String> of(String classPath, Path sparkJars) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(classPath)
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .filter(path -> Files.exists(path) && !isIn(path, sparkJars))
        .filter(path -> !UNUSED.matcher(String.valueOf(path.getFileName())).matches())
        .map(path -> (Files.isDirectory(path) ? packed(path) : path).toString())
        .toList();
  }

  private static boolean isIn(Path path, Path folder) {
    try {
      Path parent = path.getParent();
      return parent != null && Files.isSameFile(parent, folder);
    } catch (IOException e) {
      return false;
    }
  }

  private static Path packed(Path folder) {
    try {
      Path jar = Files.createTempFile(TemporaryFolder.ofProcess(), "classes-", ".jar");
      jar.toFile().deleteOnExit();
      try (OutputStream file = Files.newOutputStream(jar);
          JarOutputStream out = new JarOutputStream(file);
          Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
          String name = folder.relativize(path).toString().replace(File.separatorChar, '/');
          out.putNextEntry(new ZipEntry(name));
          Files.copy(path, out);
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
