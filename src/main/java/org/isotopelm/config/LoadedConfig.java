package org.isotopelm.config;

import java.util.List;
import java.util.Map;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import tools.jackson.databind.node.ObjectNode;

/** A config that was read and found sound, and can be varied. */
public final class LoadedConfig {
  private final ObjectNode given;
  private final Source source;
  private final Checker checker;
  private final Config config;

  LoadedConfig(ObjectNode given, Source source, Checker checker) {
    this.given = given.deepCopy();
    Defaults.expandTeacher(this.given);
    this.source = source;
    this.checker = checker;
    this.config = ConfigTree.toConfig(checker.fill(this.given), source);
  }

  /** The config, every default filled in and every path absolute. */
  public Config config() {
    return config;
  }

  /** This config with another default at a path: as it is where it gives a value there. */
  public LoadedConfig withDefault(String path, Object value) {
    if (DottedPath.resolve(given, path).rest().isEmpty()) {
      return this;
    }
    ObjectNode varied = given.deepCopy();
    checker.overrides().set(varied, path, Json.mapper().valueToTree(value));
    return new LoadedConfig(varied, source, checker);
  }

  /**
   * What was given, without defaults, as a config file that means the same wherever it lies.
   *
   * @param values by dotted path, set over what was given
   */
  public String standalone(Map<String, ?> values) {
    ObjectNode tree = given.deepCopy();
    FilePaths.makeAbsolute(tree, source::folder);
    values.forEach(
        (path, value) -> checker.overrides().set(tree, path, Json.mapper().valueToTree(value)));
    return ConfigFile.toYaml(tree);
  }

  /** Where its values were written. */
  public Source source() {
    return source;
  }

  /**
   * This config without its study and with other values, checked as a file is.
   *
   * @param values by dotted path, set in their order; null removes a key
   * @throws ProblemException if they do not make a sound config
   */
  public Config with(Map<String, ?> values) {
    ObjectNode varied = given.deepCopy();
    varied.remove("study");
    values.forEach(
        (path, value) -> checker.overrides().set(varied, path, Json.mapper().valueToTree(value)));
    List<Fault> faults = checker.check(varied);
    if (!faults.isEmpty()) {
      throw ProblemException.config(source.problems(varied, faults));
    }
    return ConfigTree.toConfig(checker.fill(varied), source);
  }
}
