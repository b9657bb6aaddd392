package org.isotopelm.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isotopelm.base.ProblemException;

/**
 * Reads the {@code checkpoints} folder of a run: each {@code step-N/} has the files of a checkpoint
 * and its {@code manifest.json}.
 *
 * <p>The newest manifest says which step is last and which was best. The texts {@code best} and
 * {@code last} repeat that for people and scripts; a kill can come between the end of a checkpoint
 * and their writing. Here {@code last} only shows that a newer checkpoint has been lost.
 */
public final class Checkpoints {
  private static final Pattern NAME = Pattern.compile("step-(0|[1-9]\\d{0,17})");

  /**
   * How many other checkpoints are named where one is damaged or absent. There is a limit because
   * each must be read whole first.
   */
  private static final int NAMED = 3;

  /** Attempts to read while a training deletes old checkpoints; each follows a newer checkpoint. */
  private static final int ATTEMPTS = 100;

  static final String LAST = "last";
  static final String BEST = "best";

  private final Path folder;

  /** The checkpoints in this folder, which may be missing. */
  public Checkpoints(Path folder) {
    this.folder = folder;
  }

  static String name(long step) {
    return "step-" + step;
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  Path path(long step) {
    return folder.resolve(name(step));
  }

  /** Steps of the complete checkpoints, newest first. */
  public List<Long> steps() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths
          .filter(path -> Files.exists(path.resolve(Manifest.FILE)))
          .map(path -> NAME.matcher(path.getFileName().toString()))
          .filter(Matcher::matches)
          .map(matcher -> Long.valueOf(matcher.group(1)))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw ProblemException.data(folder + ": cannot be listed: " + Reason.of(e), e);
    }
  }

  /**
   * The checkpoint of this name.
   *
   * @param which {@code best}, {@code last} or {@code step-N}
   */
  public Checkpoint open(String which) {
    Matcher named = NAME.matcher(which);
    if (named.matches()) {
      return open(Long.parseLong(named.group(1)));
    }
    Checkpoint last = open(newest());
    return switch (which) {
      case "last" -> last;
      case "best" -> last.best() == last.step() ? last : open(last.best());
      default ->
          throw ProblemException.usage(
              "'%s' is not a checkpoint; write best, last or step-N".formatted(which));
    };
  }

  /**
   * Reads from the checkpoint of this name. A running training may delete it meanwhile; then it is
   * looked up again, because its name may mean another one by now.
   */
  public <T> T read(String which, Function<Checkpoint, T> reader) {
    for (int attempt = 1; ; attempt++) {
      List<Long> before = steps();
      try {
        return reader.apply(open(which));
      } catch (ProblemException e) {
        if (attempt == ATTEMPTS || steps().equals(before)) {
          throw e;
        }
      }
    }
  }

  private long newest() {
    // Read first, because a training may save another one in between.
    long named = namedLast();
    long newest = steps().stream().findFirst().orElseThrow(this::none);
    if (named > newest) {
      throw ProblemException.data(
          "%s: is not complete, although %s names it: its %s is missing; restore it, or name a whole checkpoint: %s"
              .formatted(
                  path(named), folder.resolve(LAST), Manifest.FILE, names(steps().stream())));
    }
    return newest;
  }

  /** The step that {@code last} names; -1 if it names none. */
  private long namedLast() {
    try {
      Matcher name = NAME.matcher(Files.readString(folder.resolve(LAST), ISO_8859_1).strip());
      return name.matches() ? Long.parseLong(name.group(1)) : -1;
    } catch (IOException none) {
      return -1;
    }
  }

  private Checkpoint open(long step) {
    if (!Files.isDirectory(path(step))) {
      throw absent(step);
    }
    try {
      return new Checkpoint(this, step);
    } catch (ProblemException e) {
      throw ProblemException.data(e.getMessage() + remedy(), e);
    }
  }

  private ProblemException absent(long step) {
    List<Long> steps = steps();
    return steps.isEmpty()
        ? none()
        : ProblemException.data(
            "%s: there is no such checkpoint; the newest are %s"
                .formatted(path(step), names(steps.stream())));
  }

  private static String names(Stream<Long> steps) {
    return steps.limit(NAMED).map(Checkpoints::name).collect(Collectors.joining(", "));
  }

  private ProblemException none() {
    return ProblemException.data(folder + ": there is no complete checkpoint");
  }

  /**
   * The newest checkpoint whose files are all whole: the one to resume from.
   *
   * @param warnings gets a message for each damaged one that is skipped
   */
  public Optional<Checkpoint> newestWhole(Consumer<String> warnings) {
    long named = namedLast();
    if (named >= 0 && !steps().contains(named) && steps().stream().allMatch(s -> s < named)) {
      warnings.accept(
          "checkpoint %s is skipped: it is the last one in %s, but its %s is missing"
              .formatted(name(named), folder.resolve(LAST), Manifest.FILE));
    }
    return steps().stream().flatMap(step -> whole(step, warnings).stream()).findFirst();
  }

  private Optional<Checkpoint> whole(long step, Consumer<String> warnings) {
    String fault;
    try {
      Checkpoint checkpoint = new Checkpoint(this, step);
      fault = checkpoint.fault();
      if (fault == null) {
        return Optional.of(checkpoint);
      }
    } catch (ProblemException e) {
      fault = e.getMessage();
    }
    warnings.accept("checkpoint %s is skipped: %s".formatted(name(step), fault));
    return Optional.empty();
  }

  /** The end of an error's sentence: which checkpoints can be used instead of the damaged one. */
  String remedy() {
    String others = names(steps().stream().filter(step -> whole(step, _ -> {}).isPresent()));
    return others.isEmpty()
        ? "; the checkpoint is damaged, and no other one is whole"
        : "; the checkpoint is damaged; name a whole one: " + others;
  }
}
