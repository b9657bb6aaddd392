package org.isotopelm.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.Json;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.token.TokenizerSpec;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes config files. */
public final class ConfigFile {
  private static final int MOST_PROBLEMS = 50;

  private ConfigFile() {}

  /**
   * Reads a config and checks all of it.
   *
   * @param file YAML; relative paths in it begin at its folder
   * @param settings values set over those of the file; relative paths in them begin at the working
   *     directory
   * @throws ProblemException with every problem of the file and the settings, and where it stands
   */
  public static LoadedConfig read(Path file, Settings settings) {
    return read(file, settings, (fault, root) -> true, LoadedConfig::new);
  }

  /**
   * Reads a config that was checked before a run wrote it, and that has not changed since: without
   * the checks. One that does not fit the records, because another version wrote it, is read as
   * every other config, which says what is wrong with it.
   *
   * @param file as of {@link #read(Path, Settings)}
   * @throws ProblemException as of {@link #read(Path, Settings)}
   */
  public static LoadedConfig readSound(Path file) {
    return unchecked(file).orElseGet(() -> read(file, List.of()));
  }

  /** A config that is not checked; nothing where it cannot be made into the records as it is. */
  static Optional<LoadedConfig> unchecked(Path file) {
    Parsed parsed = Parsed.of(file);
    try {
      return parsed.problems().isEmpty() && parsed.tree().root() instanceof ObjectNode root
          ? Optional.of(new LoadedConfig(root, parsed.source(), new Checker()))
          : Optional.empty();
    } catch (ProblemException | JacksonException | IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  /** As {@link #read(Path, Settings)}, with settings that a program makes. */
  public static LoadedConfig read(Path file, List<String> settings) {
    return read(file, Settings.of(settings));
  }

  /**
   * Reads what a config says of its text; the keys of model and training may be missing.
   *
   * @param file as of {@link #read(Path, Settings)}
   * @param settings as of {@link #read(Path, Settings)}
   * @throws ProblemException with every problem of the text and its tokenizer
   */
  public static TextConfig readText(Path file, Settings settings) {
    return read(
        file,
        settings,
        (fault, root) ->
            fault.pointer().matches()
                || isUnknownSection(fault, root)
                || fault.pointer().matchProperty("data") != null
                || (root.has("tokenizer") && fault.pointer().matchProperty("tokenizer") != null),
        (root, source, checker) -> ConfigTree.toTextConfig(checker.fill(root), source));
  }

  /** A key of the whole config that no config has; one that is missing is not there. */
  private static boolean isUnknownSection(Fault fault, JsonNode root) {
    JsonPointer pointer = fault.pointer();
    return fault.atKey() && pointer.tail().matches() && root.has(Wording.last(pointer));
  }

  /** A file's tree, and what is wrong with its YAML. */
  private record Parsed(PlacedTree tree, Source source, List<Problem> problems) {
    static Parsed of(Path file) {
      YamlReader.Result yaml =
          YamlReader.read(ConfigText.read(file), Place.beginningOf(file.toString()));
      Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "it was read");
      Source source = new Source(yaml.tree(), realPath(folder), realPath(Path.of("")));
      return new Parsed(yaml.tree(), source, yaml.problems());
    }
  }

  /** Makes what was asked for of a tree in which nothing is wrong that counts. */
  private interface Maker<T> {
    T make(ObjectNode root, Source source, Checker checker);
  }

  private static <T> T read(
      Path file, Settings settings, BiPredicate<Fault, JsonNode> counts, Maker<T> maker) {
    Parsed parsed = Parsed.of(file);
    PlacedTree tree = parsed.tree();
    Source source = parsed.source();
    Checker checker = new Checker();
    List<Problem> problems = new ArrayList<>(parsed.problems());
    if (tree.root() instanceof ObjectNode root) {
      problems.addAll(apply(settings, root, tree, checker.overrides()));
    }
    List<Fault> faults =
        checker.check(tree.root()).stream()
            .filter(fault -> counts.test(fault, tree.root()))
            .toList();
    problems.addAll(source.problems(tree.root(), faults));
    if (!problems.isEmpty()) {
      throw ProblemException.config(first(problems.stream().sorted(Source.ORDER).toList()));
    }
    return maker.make((ObjectNode) tree.root(), source, checker);
  }

  /** As many as people read at a time, and how many more there are. */
  private static List<Problem> first(List<Problem> problems) {
    if (problems.size() <= MOST_PROBLEMS) {
      return problems;
    }
    List<Problem> first = new ArrayList<>(problems.subList(0, MOST_PROBLEMS - 1));
    Problem next = problems.get(first.size());
    int more = problems.size() - first.size();
    first.add(
        new Problem(
            next.file(),
            next.line(),
            next.column(),
            null,
            "from here on there are " + more + " more problems; fix the ones above first"));
    return first;
  }

  private static String realPath(Path folder) {
    try {
      return folder.toRealPath().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Problem> apply(
      Settings settings, ObjectNode root, PlacedTree tree, Overrides overrides) {
    return settings.assignments().stream()
        .flatMap(each -> apply(settings.origin(), each, root, tree, overrides).stream())
        .toList();
  }

  /** Sets one value; its problems name the setting as their place. */
  private static List<Problem> apply(
      String origin, String setting, ObjectNode root, PlacedTree tree, Overrides overrides) {
    int equals = setting.indexOf('=');
    if (equals <= 0 || equals == setting.length() - 1) {
      throw ProblemException.usage(
          "%s %s is not PATH=VALUE; write for example %s train.steps=800, or =null to remove a key"
              .formatted(origin, setting, origin));
    }
    Place place = Place.setting(origin, setting);
    String path = setting.substring(0, equals).strip();
    try {
      YamlReader.Result value = YamlReader.read(setting.substring(equals + 1), place);
      if (value.problems().isEmpty()) {
        tree.replaced(overrides.set(root, path, value.tree().root()), place);
      }
      return value.problems();
    } catch (ProblemException e) {
      return e.problems().stream()
          .map(p -> new Problem(place.file(), 0, 0, path, p.message()))
          .toList();
    }
  }

  /**
   * A tokenizer described by settings alone, for texts that come without a config.
   *
   * @param settings such as {@code tokenizer.kind=bpe}
   * @throws ProblemException with everything that is wrong with them
   */
  public static TokenizerSpec tokenizer(Settings settings) {
    ObjectNode root = Json.mapper().createObjectNode();
    Place nowhere = new Place("the command line", 0, 0);
    PlacedTree tree = new PlacedTree(root, Map.of(JsonPointer.empty(), nowhere), Map.of());
    Source source = new Source(tree, realPath(Path.of("")), realPath(Path.of("")));
    Checker checker = new Checker();
    List<Problem> problems = new ArrayList<>();
    problems.addAll(apply(settings, root, tree, checker.overrides()));
    List<Fault> faults =
        checker.check(root).stream()
            .filter(
                f ->
                    f.pointer().matchProperty("tokenizer") != null
                        || root.has(Wording.last(f.pointer())))
            .toList();
    problems.addAll(source.problems(root, faults));
    if (!problems.isEmpty()) {
      throw ProblemException.config(problems);
    }
    return Json.mapper().treeToValue(checker.fill(root).path("tokenizer"), TokenizerSpec.class);
  }

  /** Writes a config so that it reads back as the same. */
  public static void write(Config config, Path file) throws IOException {
    AtomicFile.write(file, toYaml(config));
  }

  /** The config as YAML, every default written out. */
  public static String toYaml(Config config) {
    return toYaml(ConfigTree.toTree(config));
  }

  static String toYaml(ObjectNode root) {
    DumpSettings settings =
        DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setDefaultFlowStyle(FlowStyle.AUTO)
            .setMultiLineFlow(false)
            .setWidth(120)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .build();
    Object tree = Json.mapper().convertValue(root, Object.class);
    return new Dump(settings).dumpToString(tree);
  }
}
