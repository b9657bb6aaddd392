package org.isotopelm.token.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.token.piece.JsonPart;

/** What becomes of the matches by which a text is split. */
enum Behavior {
  REMOVED("Removed"),
  ISOLATED("Isolated"),
  MERGED_WITH_PREVIOUS("MergedWithPrevious"),
  MERGED_WITH_NEXT("MergedWithNext"),
  CONTIGUOUS("Contiguous");

  /** A part of a text. */
  record Part(int begin, int end, boolean match) {}

  private static final String NAMES =
      "Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous";

  private final String label;

  Behavior(String label) {
    this.label = label;
  }

  static Behavior read(JsonPart part) {
    for (Behavior behavior : values()) {
      if (behavior.label.equals(part.node().asString(""))) {
        return behavior;
      }
    }
    throw part.refused(NAMES);
  }

  String label() {
    return label;
  }

  /** Hands on the pieces that parts, which follow each other without a gap, become. */
  void apply(Aligned text, List<Part> parts, PieceConsumer pieces) {
    for (Part part : merged(parts)) {
      if (part.begin < part.end) {
        pieces.accept(text, part.begin, part.end);
      }
    }
  }

  private List<Part> merged(List<Part> parts) {
    return switch (this) {
      case REMOVED -> parts.stream().filter(part -> !part.match).toList();
      case ISOLATED -> parts;
      case CONTIGUOUS -> contiguous(parts);
      case MERGED_WITH_PREVIOUS -> withPrevious(parts);
      case MERGED_WITH_NEXT -> withNext(parts);
    };
  }

  private static List<Part> contiguous(List<Part> parts) {
    List<Part> merged = new ArrayList<>();
    for (Part part : parts) {
      if (!merged.isEmpty() && merged.getLast().match == part.match) {
        merged.add(new Part(merged.removeLast().begin, part.end, part.match));
      } else {
        merged.add(part);
      }
    }
    return merged;
  }

  private static List<Part> withPrevious(List<Part> parts) {
    List<Part> merged = new ArrayList<>();
    boolean afterMatch = false;
    for (Part part : parts) {
      if (part.match && !afterMatch && !merged.isEmpty()) {
        merged.add(new Part(merged.removeLast().begin, part.end, true));
      } else {
        merged.add(part);
      }
      afterMatch = part.match;
    }
    return merged;
  }

  private static List<Part> withNext(List<Part> parts) {
    List<Part> merged = new ArrayList<>();
    boolean afterMatch = false;
    for (Part part : parts.reversed()) {
      if (part.match && !afterMatch && !merged.isEmpty()) {
        merged.add(new Part(part.begin, merged.removeLast().end, true));
      } else {
        merged.add(part);
      }
      afterMatch = part.match;
    }
    return merged.reversed();
  }
}
