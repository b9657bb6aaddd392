package org.isotopelm.token.pipeline;

import java.util.Set;
import org.isotopelm.token.piece.JsonPart;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What other programs add to the tokens of a text, such as tokens that begin and end it. It is kept
 * for them; Isotope adds nothing.
 *
 * @param json as the file has it; null for nothing
 */
public record PostProcessor(@Nullable JsonNode json) {
  /** Adds nothing. */
  public static final PostProcessor NONE = new PostProcessor(null);

  private static final Set<String> KEPT =
      Set.of("TemplateProcessing", "BertProcessing", "RobertaProcessing", "Sequence");

  /** The post-processor that stands in a file. ByteLevel changes offsets only, and is left out. */
  public static PostProcessor read(JsonPart part) {
    if (part.isAbsent() || part.type().equals("ByteLevel")) {
      return NONE;
    }
    if (!KEPT.contains(part.type())) {
      throw part.refused(
          "ByteLevel, TemplateProcessing, BertProcessing, RobertaProcessing, Sequence, or none");
    }
    return new PostProcessor(part.node());
  }
}
