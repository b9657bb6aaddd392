package org.isotopelm.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.SparkFiles;
import org.apache.spark.broadcast.Broadcast;
import org.isotopelm.base.Json;
import org.isotopelm.project.Parcel;
import org.isotopelm.study.training.LocalSite;
import org.jspecify.annotations.Nullable;

/**
 * A study as it reaches the machines of a cluster, each once: Spark keeps one copy for all tasks of
 * a JVM, and with it the texts, tokenizers and token stores that the first task prepares.
 */
final class SentStudy implements Serializable {
  private static final long serialVersionUID = 1;

  /** Differs from that of every other study of the application. */
  private final String name;

  private final String parcel;
  private final HashMap<String, Broadcast<byte[]>> texts;

  private transient @Nullable Map<List<OuterFold>, LocalSite> sites;

  /**
   * @param parcel as JSON
   * @param texts the bytes of each, by its path on the sender's machine
   */
  SentStudy(String name, String parcel, Map<String, Broadcast<byte[]>> texts) {
    this.name = name;
    this.parcel = parcel;
    this.texts = new HashMap<>(texts);
  }

  /** What does its tasks on this machine. */
  synchronized LocalSite site(List<OuterFold> outer) {
    if (sites == null) {
      sites = new HashMap<>();
      sites.put(List.of(), unpacked());
    }
    LocalSite site = Objects.requireNonNull(sites.get(List.of()));
    for (int depth = 1; depth <= outer.size(); depth++) {
      LocalSite above = site;
      OuterFold inner = outer.get(depth - 1);
      site =
          sites.computeIfAbsent(
              List.copyOf(outer.subList(0, depth)),
              absent -> above.outer(inner.fold(), inner.folds()));
    }
    return site;
  }

  private LocalSite unpacked() {
    return Json.mapper()
        .readValue(parcel, Parcel.class)
        .unpack(
            folder().resolve("study"),
            text -> Objects.requireNonNull(texts.get(text.from())).value());
  }

  /** A new folder on this machine, for one attempt at one task. */
  Path attempt() {
    try {
      return Files.createTempDirectory(Files.createDirectories(folder()), "attempt-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In the folder that Spark gives this JVM and removes with the application. */
  private Path folder() {
    return Path.of(SparkFiles.getRootDirectory(), name).toAbsolutePath();
  }
}
