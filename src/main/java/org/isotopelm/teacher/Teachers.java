package org.isotopelm.teacher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.FileReason;
import org.isotopelm.base.ProblemException;
import org.isotopelm.data.SoftLoss;
import org.isotopelm.data.SoftTargets;
import org.isotopelm.data.TargetStream;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.text.catalog.CacheFolder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that trainings learn from. What a teacher says of a training split is worked out once
 * and kept in a cache, by the teacher's checksum and a hash of the split's tokens: later epochs,
 * resumed runs and other trainings on the same split read it there. Several threads may ask at
 * once.
 */
public final class Teachers {
  private static final Logger LOG = LoggerFactory.getLogger(Teachers.class);
  private static final String PREFIX = "teacher-";

  /** Hexadecimal digits of a key: 128 bits. */
  private static final int DIGITS = 32;

  /** Tokens that are hashed at once. */
  private static final int BLOCK = 1 << 14;

  private final Function<Path, TokenModel> opener;
  private final Path cache;
  private final Map<Path, SoftTargets> open = new HashMap<>();

  /**
   * @param opener reads the model of a run
   * @param cache folder of what can be made again
   */
  public Teachers(Function<Path, TokenModel> opener, Path cache) {
    this.opener = opener;
    this.cache = cache;
  }

  /** For trainings that have none. */
  public static Teachers none() {
    return new Teachers(
        run -> {
          throw new IllegalStateException("nobody can open " + run);
        },
        Path.of(""));
  }

  /**
   * The teacher's model.
   *
   * @throws ProblemException (config) where its scores are no probabilities
   */
  public TokenModel model(TeacherSpec spec) {
    TokenModel model = opener.apply(spec.folder());
    if (!model.isDistribution()) {
      throw ProblemException.config(
          TeacherSpec.KEY,
          spec.run()
              + " gives scores that are no probabilities, so it cannot teach; name a run of another kind");
    }
    return model;
  }

  /**
   * The loss of a training with a teacher.
   *
   * @param train the training split
   * @param vocabulary of the model that learns
   * @param team shares the work
   * @param stop once true, the work ends with a {@link java.util.concurrent.CancellationException}
   * @throws ProblemException (data) where the teacher is gone or is another one now, and what it
   *     said is not kept
   */
  public SoftLoss loss(
      TeacherSpec spec, TokenizedSplit train, int vocabulary, Team team, BooleanSupplier stop) {
    int top = Math.min(spec.top(), vocabulary);
    return SoftLoss.of(targets(spec, train, top, team, stop), spec.weight());
  }

  private synchronized SoftTargets targets(
      TeacherSpec spec, TokenizedSplit train, int top, Team team, BooleanSupplier stop) {
    String sha256 = spec.sha256() == null ? spec.found() : spec.sha256();
    Path folder = CacheFolder.writable(cache);
    AtomicFile.sweep(folder, "." + PREFIX);
    Path file = folder.resolve(PREFIX + key(sha256, train, top) + ".bin");
    SoftTargets known = open.get(file);
    if (known == null) {
      known = kept(file, train, top);
    }
    if (known == null) {
      write(spec, sha256, train, top, file, team, stop);
      known = SoftTargets.open(file);
    }
    open.put(file, known);
    return known;
  }

  /** What is in the cache; null where it is not there or not whole. */
  private static @Nullable SoftTargets kept(Path file, TokenizedSplit train, int top) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      SoftTargets kept = SoftTargets.open(file);
      if (kept.count() == train.targets() && kept.top() == top) {
        return kept;
      }
      LOG.warn("{} is of another text; it is written again", file);
    } catch (ProblemException e) {
      LOG.warn("{}; it is written again", e.getMessage());
    }
    return null;
  }

  private void write(
      TeacherSpec spec,
      String sha256,
      TokenizedSplit train,
      int top,
      Path file,
      Team team,
      BooleanSupplier stop) {
    requireSame(spec, sha256);
    TokenModel model = model(spec);
    LOG.info("{} reads {} tokens, for what it teaches", spec.run(), train.targets());
    try {
      AtomicFile.write(file, out -> new Lecture(model, train, top, team, stop).write(out));
    } catch (IOException e) {
      throw ProblemException.data(file + ": cannot be written: " + FileReason.of(e), e);
    }
  }

  private static void requireSame(TeacherSpec spec, String sha256) {
    if (!spec.exists()) {
      throw ProblemException.data(
          "%s, which train.teacher names, is gone; restore it, or train in another folder"
              .formatted(spec.run()));
    }
    if (!sha256.equals(spec.found())) {
      throw ProblemException.data(
          "%s, which train.teacher names, has changed since this training began; restore it, or train in another folder"
              .formatted(spec.run()));
    }
  }

  /** Of all that decides what a teacher says: its model, the text and how much of it is kept. */
  private static String key(String sha256, TokenizedSplit train, int top) {
    MessageDigest digest = ContentHash.sha256();
    String what =
        "%s %s %s %s %s %s %s"
            .formatted(
                SoftTargets.VERSION,
                Pieces.VERSION,
                sha256,
                top,
                train.boundaries(),
                train.endOfDocument(),
                train.beginOfDocument());
    digest.update(what.getBytes(StandardCharsets.UTF_8));
    TargetStream stream = new TargetStream(train);
    int[] tokens = new int[BLOCK];
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK * Integer.BYTES);
    for (long at = 0; at < stream.size(); at += BLOCK) {
      int n = (int) Math.min(BLOCK, stream.size() - at);
      stream.copy(at, tokens, 0, n);
      bytes.clear().asIntBuffer().put(tokens, 0, n);
      digest.update(bytes.limit(n * Integer.BYTES));
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }
}
