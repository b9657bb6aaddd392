package org.isotopelm.study;

import java.nio.file.Path;
import java.util.List;
import org.isotopelm.Differences;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;
import tools.jackson.databind.JsonNode;

/**
 * What a study is of: everything its figures follow from, such as the resolved config and the
 * corpus' fingerprint.
 */
record Identity(JsonNode tree) {
  private static final int SHOWN = 5;

  /** The identity of any tree of records, maps and lists. */
  static Identity of(Object tree) {
    return new Identity(Json.mapper().valueToTree(tree));
  }

  /** The identity that a journal was signed with. */
  static Identity signed(String json) {
    return new Identity(Json.mapper().readTree(json));
  }

  /** Whether its config has a study from before {@code study.fold_order}. */
  boolean predatesFoldOrder() {
    JsonNode study = tree.at("/config/study");
    return study.isObject() && !study.has("fold_order");
  }

  String json() {
    return Json.mapper().writeValueAsString(tree);
  }

  /**
   * Refuses to go on with a journal that was signed with another identity.
   *
   * @throws IsotopeException exit code 1, with what differs
   */
  void requireSame(String signed, Path journal) {
    List<String> differences = Differences.of(Json.mapper().readTree(signed), tree);
    if (differences.isEmpty()) {
      return;
    }
    int more = differences.size() - SHOWN;
    throw IsotopeException.failure(
        journal.getParent()
            + " holds another study: "
            + String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())))
            + (more > 0 ? "; and " + more + " more" : "")
            + ". Take another --out, or --force to throw that study away");
  }
}
