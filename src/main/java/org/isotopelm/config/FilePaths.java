package org.isotopelm.config;

import java.util.List;
import java.util.function.Function;
import org.isotopelm.base.Glob;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the paths of files absolute, so that a config means the same files wherever it is copied.
 * They stay texts, for they may be globs; the folder put in front of them is none.
 */
final class FilePaths {
  private static final List<JsonPointer> LISTS =
      List.of(
          JsonPointer.compile("/data/files"),
          JsonPointer.compile("/data/split/validation_files"),
          JsonPointer.compile("/data/split/test_files"));
  private static final JsonPointer RUNS = JsonPointer.compile("/model/runs");
  private static final List<JsonPointer> FILES =
      List.of(
          JsonPointer.compile("/tokenizer/file"),
          JsonPointer.compile("/model/file"),
          JsonPointer.compile("/train/from"),
          JsonPointer.compile("/train/teacher/run"));

  private FilePaths() {}

  /** Rewrites the tree's paths; {@code folder} says where a relative one at a pointer begins. */
  static void makeAbsolute(ObjectNode full, Function<JsonPointer, String> folder) {
    for (JsonPointer pointer : LISTS) {
      if (full.at(pointer) instanceof ArrayNode list) {
        for (int i = 0; i < list.size(); i++) {
          list.set(
              i,
              list.stringNode(
                  absolute(
                      Glob.escape(folder.apply(pointer.appendIndex(i))), list.path(i).asString())));
        }
      }
    }
    if (full.at(RUNS) instanceof ArrayNode runs) {
      for (int i = 0; i < runs.size(); i++) {
        String run = runs.path(i).asString();
        runs.set(i, runs.stringNode(absolute(folder.apply(RUNS.appendIndex(i)), run)));
      }
    }
    for (JsonPointer pointer : FILES) {
      JsonNode file = full.at(pointer);
      if (file.isString() && full.at(pointer.head()) instanceof ObjectNode object) {
        object.put(Wording.last(pointer), absolute(folder.apply(pointer), file.asString()));
      }
    }
  }

  /**
   * {@code ../} at the front goes up the folder, which is real; others stay, for links may follow.
   */
  private static String absolute(String folder, String path) {
    if (path.startsWith("/") || path.startsWith("\\") || path.matches("[A-Za-z]:[/\\\\].*")) {
      return path;
    }
    String base = folder;
    String rest = path;
    while (rest.startsWith("../") || rest.startsWith("./")) {
      base = rest.startsWith("./") ? base : parent(base);
      rest = rest.substring(rest.indexOf('/') + 1);
    }
    return base.endsWith("/") ? base + rest : base + "/" + rest;
  }

  private static String parent(String folder) {
    int slash = Math.max(folder.lastIndexOf('/'), folder.lastIndexOf('\\'));
    return slash <= 0 ? "/" : folder.substring(0, slash);
  }
}
