package org.isotopelm.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.isotopelm.base.AtomicFolder;
import org.jspecify.annotations.Nullable;

/** Files and folders of a study on their way between machines, as a zip in memory. */
final class PackedFiles {
  private final ZipInputStream zip;

  /** The file that is read next; null after the last. */
  private @Nullable ZipEntry next;

  private PackedFiles(ZipInputStream zip) throws IOException {
    this.zip = zip;
    next = zip.getNextEntry();
  }

  /**
   * Packs what is there of these folders.
   *
   * @param names relative to the root, with slashes
   */
  static byte[] pack(Path root, List<String> names) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_SPEED); // weights hardly shrink
      for (String name : names) {
        if (Files.exists(root.resolve(name))) {
          add(root, root.resolve(name), zip);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void add(Path root, Path tree, ZipOutputStream zip) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(root.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  /**
   * Puts packed folders in their place. Each of the names has afterwards what was packed of it, or
   * what it had; never a part.
   *
   * @param names with which they were packed
   */
  static void unpack(byte[] packed, Path root, List<String> names) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
      PackedFiles files = new PackedFiles(zip);
      for (String name : names) {
        if (files.nextIsBelow(name)) {
          AtomicFolder.write(root.resolve(name), folder -> files.extract(name, folder));
        }
      }
      if (files.next != null) {
        throw new IllegalArgumentException(files.next.getName() + " is below none of " + names);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean nextIsBelow(String name) {
    return next != null && next.getName().startsWith(name + "/");
  }

  private void extract(String name, Path folder) throws IOException {
    for (; next != null && nextIsBelow(name); next = zip.getNextEntry()) {
      write(zip, folder.resolve(next.getName().substring(name.length() + 1)));
    }
  }

  private static void write(InputStream from, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      from.transferTo(out);
    }
  }
}
