package org.isotopelm.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.isotopelm.text.DataSpec.Limit;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.isotopelm.text.catalog.Catalog;
import org.isotopelm.text.read.Documents;
import org.isotopelm.text.read.Format;
import org.isotopelm.text.read.OnError;
import org.jspecify.annotations.Nullable;

/** A config's {@code data}, put together in a test, with the files that it names. */
public final class Spec {
  private final Path folder;
  private final List<String> files = new ArrayList<>();
  private @Nullable Format format;
  private @Nullable String field;
  private @Nullable String group;
  private @Nullable Documents documents;
  private @Nullable Boolean boundaries;
  private OnError onError = OnError.FAIL;
  private @Nullable Limit limit;
  private SplitSpec split = shares(0, 0, false);

  public Spec(Path folder) {
    this.folder = folder;
  }

  /** Writes a file and names it. */
  public Spec file(String name, String text) {
    write(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    files.add(name);
    return this;
  }

  Spec file(String name, byte[] bytes) {
    write(name, bytes);
    files.add(name);
    return this;
  }

  /** Writes a file that is not named. */
  Spec beside(String name, String text) {
    write(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return this;
  }

  public Spec named(String... names) {
    files.addAll(List.of(names));
    return this;
  }

  Spec format(Format value) {
    format = value;
    return this;
  }

  Spec field(String value) {
    field = value;
    return this;
  }

  Spec group(String value) {
    group = value;
    return this;
  }

  public Spec by(Documents value) {
    documents = value;
    return this;
  }

  Spec boundaries(boolean value) {
    boundaries = value;
    return this;
  }

  Spec replacing() {
    onError = OnError.REPLACE;
    return this;
  }

  Spec limit(long bytes) {
    limit = new Limit(bytes);
    return this;
  }

  Spec split(double validation, double test) {
    split = shares(validation, test, false);
    return this;
  }

  Spec contiguous(double validation, double test) {
    split = shares(validation, test, true);
    return this;
  }

  Spec heldOut(List<String> validation, List<String> test) {
    split = new SplitSpec(0, 0, 1, false, validation, test);
    return this;
  }

  public Corpus open() {
    return open(text -> {});
  }

  Corpus open(Consumer<String> seen) {
    DataSpec spec =
        new DataSpec(
            null,
            List.copyOf(files),
            format,
            field,
            group,
            documents,
            boundaries,
            onError,
            limit,
            split);
    return Corpus.open(spec, folder, Catalog.open(Path.of("")), seen);
  }

  /** The texts of all documents. */
  List<String> texts() {
    return texts(open());
  }

  static List<String> texts(Corpus corpus) {
    List<String> texts = new ArrayList<>();
    corpus.forEach(document -> true, (document, text) -> texts.add(text));
    return texts;
  }

  private static SplitSpec shares(double validation, double test, boolean contiguous) {
    return new SplitSpec(validation, test, 1, contiguous, List.of(), List.of());
  }

  private void write(String name, byte[] bytes) {
    try {
      Path path = folder.resolve(name);
      Files.createDirectories(path.resolveSibling("x").getParent());
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
