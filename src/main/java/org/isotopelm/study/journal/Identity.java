package org.isotopelm.study.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.Differences;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.Remedy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What identifies a study: everything that determines its figures, such as the resolved config and
 * the fingerprint of the corpus. Two are the same where {@link Differences} finds no difference,
 * whatever the order of their keys.
 */
public record Identity(JsonNode tree) {
  private static final int SHOWN = 5;

  /** The identity of any tree of records, maps and lists. */
  public static Identity of(Object tree) {
    return new Identity(Json.mapper().valueToTree(tree));
  }

  /** The identity that a journal was signed with. */
  static Identity parse(String json) {
    return new Identity(Json.mapper().readTree(json));
  }

  /** Whether its config has a study from before {@code study.fold_order}. */
  public boolean predatesFoldOrder() {
    JsonNode study = tree.at("/config/study");
    return study.isObject() && !study.has("fold_order");
  }

  /** Who multiplies matrices in the study, as its JSON names it; nothing in one that is too old. */
  public Optional<String> products() {
    return tree.at("/config/engine/products").stringValueOpt();
  }

  /** What a study is read by. */
  private static final List<String> READ = List.of("study", "train", "optimizer");

  /** In what a config of the same study says otherwise; what only one of both has is no matter. */
  public List<String> differences(Object config) {
    JsonNode other = Json.mapper().valueToTree(config);
    return READ.stream()
        .flatMap(part -> Differences.of(tree.at("/config/" + part), other.path(part)).stream())
        .filter(each -> !each.contains(" was absent") && !each.endsWith(" is absent"))
        .toList();
  }

  /** As a journal is signed: by value and path, sorted. */
  String json() {
    return Json.mapper().writeValueAsString(sorted(tree));
  }

  /** A hash that is the same wherever the identity is. */
  public String hash() {
    return hash(Json.mapper().writeValueAsString(Differences.values(tree)));
  }

  /**
   * This hash, and those that earlier programs may have given to the same study: they hashed its
   * JSON with the top keys in any order.
   */
  Set<String> hashes() {
    Set<String> hashes = new LinkedHashSet<>(List.of(hash()));
    hashes.add(hash(Json.mapper().writeValueAsString(tree)));
    hashes.add(hash(Json.mapper().writeValueAsString(reversed())));
    return hashes;
  }

  private JsonNode reversed() {
    List<String> names = new ArrayList<>(tree.propertyNames());
    Collections.reverse(names);
    ObjectNode reversed = Json.mapper().createObjectNode();
    names.forEach(name -> reversed.set(name, tree.path(name)));
    return names.isEmpty() ? tree : reversed;
  }

  private static JsonNode sorted(JsonNode node) {
    if (!node.isObject()) {
      return node;
    }
    ObjectNode sorted = Json.mapper().createObjectNode();
    node.properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> sorted.set(entry.getKey(), sorted(entry.getValue())));
    return sorted;
  }

  private static String hash(String text) {
    return ContentHash.of(text).toString().substring(0, 16);
  }

  /**
   * Refuses to go on with a journal that was signed with another identity.
   *
   * @throws ProblemException exit code 1, with what differs
   */
  void requireSame(Identity signed, Path journal) {
    List<String> differences = Differences.of(signed.tree, tree);
    if (differences.isEmpty()) {
      return;
    }
    if (differences.stream().allMatch(each -> each.startsWith("corpus "))) {
      throw ProblemException.failure(
          journal.getParent()
              + ": the text has changed since this study began, and its figures are of the text as it was; restore the text, or ",
          Remedy.ANOTHER_FOLDER_OR_RESTART);
    }
    int more = differences.size() - SHOWN;
    throw ProblemException.failure(
        journal.getParent()
            + " holds another study: "
            + String.join("; ", differences.subList(0, Math.min(SHOWN, differences.size())))
            + (more > 0 ? "; and " + more + " more" : "")
            + "; ",
        Remedy.ANOTHER_FOLDER_OR_RESTART);
  }
}
