package org.isotopelm.text.catalog;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import tools.jackson.core.JacksonException;

/**
 * A catalogued corpus as documents on disk: {@code text.jsonl}, and {@code manifest.json}, which is
 * written last.
 */
record PreparedCorpus(CatalogEntry entry, Path folder) {
  /** Goes up when a reader makes other documents of the same source. */
  private static final int VERSION = 2;

  /**
   * What was made of what.
   *
   * @param sha256 of the source
   * @param bytes of the documents' text
   * @param fileSha256 of text.jsonl
   */
  record Manifest(
      String corpus,
      int version,
      String artifact,
      String sha256,
      int documents,
      long bytes,
      String fileSha256) {}

  /** The documents. */
  Path text() {
    return folder.resolve("text.jsonl");
  }

  /** Whether there is a text, whole or not. */
  boolean exists() {
    return Files.exists(text());
  }

  /** Whether the documents are there, as they were made of the source that the catalogue names. */
  boolean isWhole() {
    try {
      Manifest manifest = Json.mapper().readValue(manifest().toFile(), Manifest.class);
      return manifest.version() == VERSION
          && manifest.sha256().equals(entry.sha256())
          && ContentHash.ofFile(text()).equals(manifest.fileSha256());
    } catch (IOException | JacksonException e) {
      return false;
    }
  }

  /**
   * Makes the documents.
   *
   * @throws ProblemException data: where the source is not the one that the catalogue names
   */
  Manifest write(Artifact source) {
    AtomicFile.sweep(folder, ".text.jsonl.");
    try {
      String found = source.sha256();
      if (!found.equals(entry.sha256())) {
        throw ProblemException.data(
            "%s: %s of %s has SHA-256 %s; data/catalog.yaml has %s"
                .formatted(entry.name(), entry.entries(), entry.artifact(), found, entry.sha256()));
      }
      AtomicInteger documents = new AtomicInteger();
      AtomicLong bytes = new AtomicLong();
      AtomicFile.write(
          text(),
          out -> {
            for (Path file : source.files()) {
              entry
                  .reader()
                  .read(
                      Files.readAllBytes(file),
                      text -> {
                        documents.getAndIncrement();
                        bytes.getAndAdd(text.getBytes(StandardCharsets.UTF_8).length);
                        write(text, out);
                      });
            }
          });
      Manifest manifest =
          new Manifest(
              entry.name(),
              VERSION,
              entry.artifact(),
              found,
              documents.get(),
              bytes.get(),
              ContentHash.ofFile(text()));
      AtomicFile.write(manifest(), Json.pretty(manifest) + "\n");
      return manifest;
    } catch (IOException | UncheckedIOException e) {
      throw ProblemException.data(
          entry.name() + ": cannot be prepared in " + folder + ": " + e.getMessage(), e);
    }
  }

  private Path manifest() {
    return folder.resolve("manifest.json");
  }

  private static void write(String text, OutputStream out) {
    try {
      out.write(Json.mapper().writeValueAsBytes(Map.of("text", text)));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
