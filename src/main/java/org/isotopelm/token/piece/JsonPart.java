package org.isotopelm.token.piece;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import tools.jackson.databind.JsonNode;

/**
 * A part of a tokenizer.json, which knows its place. What its methods refuse is an error of the
 * file (exit code 4) that names the part.
 *
 * @param file what errors call the file
 * @param path such as {@code pre_tokenizer.pretokenizers.0}; empty for the whole file
 */
public record JsonPart(String file, String path, JsonNode node) {
  private static final int LONGEST_SHOWN = 200;

  /** The part below a key; it may be absent. */
  public JsonPart at(String key) {
    return new JsonPart(file, path.isEmpty() ? key : path + "." + key, node.path(key));
  }

  /** The elements of a list. */
  public List<JsonPart> items() {
    require(node.isArray(), "a list");
    List<JsonPart> items = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new JsonPart(file, path + "." + i, node.path(i)));
    }
    return items;
  }

  /** Whether there is nothing: no such key, or null. */
  public boolean isAbsent() {
    return node.isMissingNode() || node.isNull();
  }

  /** The value of {@code type}, empty where there is none. */
  public String type() {
    JsonNode type = node.path("type");
    return type.isString() ? type.stringValue() : "";
  }

  /** The text that this part is. */
  public String text() {
    require(node.isString(), "a text");
    return node.stringValue();
  }

  /** The single character that this part is. */
  public char character() {
    String text = text();
    require(text.length() == 1, "a single character");
    return text.charAt(0);
  }

  /** True or false; {@code otherwise} where this part is absent. */
  public boolean flag(boolean otherwise) {
    if (isAbsent()) {
      return otherwise;
    }
    require(node.isBoolean(), "true or false");
    return node.booleanValue();
  }

  /** A whole number from 0 to {@code largest}. */
  public int number(int largest) {
    boolean fits = node.isInt() && node.intValue() >= 0 && node.intValue() <= largest;
    require(fits, "a whole number from 0 to " + largest);
    return node.intValue();
  }

  /** Refuses this part unless {@code holds}. */
  public void require(boolean holds, String rule) {
    if (!holds) {
      throw error(
          (node.isMissingNode() ? "is missing" : shown() + " is not valid")
              + "; it must be "
              + rule);
    }
  }

  /** An error: this part means something that Isotope does not do. */
  public ProblemException refused(String supported) {
    return error(shown() + " is not supported; Isotope reads " + supported);
  }

  /** An error of this part. */
  public ProblemException error(String message) {
    Problem problem = new Problem(file, 0, 0, path.isEmpty() ? null : path, message);
    return new ProblemException(ExitCode.DATA, List.of(problem), null);
  }

  private String shown() {
    String shown = node.toString();
    return shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "…" : shown;
  }
}
