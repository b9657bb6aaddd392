package org.isotopelm.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.isotopelm.Differences;
import org.isotopelm.IsotopeException;
import org.isotopelm.Json;

/**
 * What a study is of: everything its figures follow from, such as the resolved config and the
 * corpus' fingerprint, flattened to one value a dotted path.
 */
final class Identity {
  private static final int SHOWN = 5;

  private final Map<String, String> values;

  private Identity(Map<String, String> values) {
    this.values = values;
  }

  /** The identity of any tree of records, maps and lists. */
  static Identity of(Object tree) {
    Map<String, String> values = new TreeMap<>();
    Differences.flatten("", Json.mapper().valueToTree(tree), values);
    return new Identity(values);
  }

  String json() {
    return Json.mapper().writeValueAsString(values);
  }

  /**
   * Refuses to go on with a journal that was signed with another identity.
   *
   * @throws IsotopeException exit code 1, with what differs
   */
  void requireSame(String signed, Path journal) {
    List<String> differences =
        Differences.of(Json.mapper().readTree(signed), Json.mapper().valueToTree(values));
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
