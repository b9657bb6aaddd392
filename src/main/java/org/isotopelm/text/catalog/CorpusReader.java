package org.isotopelm.text.catalog;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** How a file of a catalogued artifact becomes documents. */
public enum CorpusReader {
  /** Lines of title, date and body between tabs, compressed: the bodies. */
  DEBATES {
    @Override
    void read(byte[] file, Consumer<String> documents) throws IOException {
      forEachBody(file, documents);
    }
  },

  /** As debates, the English ones only. */
  ENGLISH_DEBATES {
    @Override
    void read(byte[] file, Consumer<String> documents) throws IOException {
      forEachBody(
          file,
          body -> {
            if (English.isEnglish(body)) {
              documents.accept(body);
            }
          });
    }
  },

  /** Plays in Jon Bosak's XML: a document a scene. */
  PLAYS {
    @Override
    void read(byte[] file, Consumer<String> documents) throws IOException {
      new PlayReader(documents).read(file);
    }
  },

  /** WordNet's data files: what follows the bar in each line. */
  GLOSSES {
    @Override
    void read(byte[] file, Consumer<String> documents) {
      utf8(file)
          .lines()
          .filter(line -> !line.startsWith(" ") && line.contains(" | "))
          .map(line -> line.substring(line.indexOf(" | ") + 3).strip())
          .forEach(documents);
    }
  },

  /** A document a file. */
  SOURCES {
    @Override
    void read(byte[] file, Consumer<String> documents) {
      documents.accept(utf8(file));
    }
  },

  /** Comments of Java source that hold Chinese. */
  COMMENTS {
    @Override
    void read(byte[] file, Consumer<String> documents) {
      JavaComments.forEach(
          utf8(file),
          comment -> {
            if (JavaComments.hasHanzi(comment)) {
              documents.accept(comment);
            }
          });
    }
  };

  /** Hands over the documents of one file. */
  abstract void read(byte[] file, Consumer<String> documents) throws IOException;

  private static String utf8(byte[] file) {
    return new String(file, StandardCharsets.UTF_8);
  }

  private static void forEachBody(byte[] file, Consumer<String> documents) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        documents.accept(line.split("\t", 3)[2]);
      }
    }
  }
}
