package org.isotopelm.text;

import java.nio.file.Path;

/** The named corpora. */
public final class Catalog {
  private final Path home;

  private Catalog(Path home) {
    this.home = home;
  }

  /** The catalogue below the Isotope home. */
  public static Catalog open(Path home) {
    return new Catalog(home);
  }

  /** The prepared text of a corpus. */
  TextFile prepared(String name) {
    Path path = home.resolve("data/corpora").resolve(name).resolve("text.jsonl");
    return new TextFile(path, name, DataSpec.Format.JSONL, DataSpec.Documents.BLANK_LINE, "text");
  }
}
