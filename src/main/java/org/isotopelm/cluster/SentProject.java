package org.isotopelm.cluster;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.math.Engine;
import org.isotopelm.project.Parcel;
import org.isotopelm.project.Project;
import org.jspecify.annotations.Nullable;

/**
 * A project as it reaches the machines of a cluster, each once: Spark keeps one copy for all tasks
 * of a JVM.
 */
final class SentProject implements Serializable {
  private static final long serialVersionUID = 1;

  /** Differs from that of every other project of the application. */
  private final String name = "isotope-" + UUID.randomUUID();

  private final String parcel;
  private final HashMap<String, Broadcast<byte[]>> texts;

  private transient @Nullable Project project;

  /**
   * @param parcel as JSON
   * @param texts the bytes of each, by its path on the sender's machine
   */
  private SentProject(String parcel, Map<String, Broadcast<byte[]>> texts) {
    this.parcel = parcel;
    this.texts = new HashMap<>(texts);
  }

  /**
   * Gives a project's config and texts to a cluster.
   *
   * @throws ProblemException (data) for a text that cannot be read; (failure) for one that is too
   *     large to send
   */
  static SentProject of(JavaSparkContext spark, Project project, Engine engine) {
    Map<String, Broadcast<byte[]>> texts = new HashMap<>();
    Parcel parcel =
        Parcel.of(project, engine, (text, bytes) -> texts.put(text.from(), spark.broadcast(bytes)));
    return new SentProject(Json.mapper().writeValueAsString(parcel), texts);
  }

  /** The project on this machine. */
  synchronized Project project() {
    if (project == null) {
      project =
          Json.mapper()
              .readValue(parcel, Parcel.class)
              .unpack(
                  folder().resolve("project"),
                  text -> Objects.requireNonNull(texts.get(text.from())).value());
    }
    return project;
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
