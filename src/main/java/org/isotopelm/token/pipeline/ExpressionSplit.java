package org.isotopelm.token.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.JsonPart;

/**
 * Cuts by what an expression matches.
 *
 * @param invert takes what lies between matches for the matches
 */
record ExpressionSplit(Expression pattern, Behavior behavior, boolean invert)
    implements PreTokenizer {
  @Override
  public void cut(Aligned text, int begin, int end, PieceConsumer pieces) {
    if (behavior == Behavior.ISOLATED) {
      isolate(text, begin, end, pieces);
    } else {
      behavior.apply(text, parts(text.text(), begin, end), pieces);
    }
  }

  private void isolate(Aligned text, int begin, int end, PieceConsumer pieces) {
    Matcher found = pattern.matcher(text.text(), begin, end);
    int at = begin;
    while (pattern.find(found)) {
      NONE.cut(text, at, found.start(), pieces);
      NONE.cut(text, found.start(), found.end(), pieces);
      at = found.end();
    }
    NONE.cut(text, at, end, pieces);
  }

  private List<Behavior.Part> parts(String text, int begin, int end) {
    List<Behavior.Part> parts = new ArrayList<>();
    Matcher found = pattern.matcher(text, begin, end);
    int at = begin;
    while (pattern.find(found)) {
      if (at < found.start()) {
        parts.add(new Behavior.Part(at, found.start(), invert));
      }
      parts.add(new Behavior.Part(found.start(), found.end(), !invert));
      at = found.end();
    }
    if (at < end) {
      parts.add(new Behavior.Part(at, end, invert));
    }
    return parts;
  }

  @Override
  public boolean keepsText() {
    return behavior != Behavior.REMOVED;
  }

  @Override
  public Map<String, Object> json() {
    return json(pattern, behavior, invert);
  }

  private static Map<String, Object> json(Expression pattern, Behavior behavior, boolean invert) {
    return JsonObject.of(
        "type", "Split", "pattern", pattern.json(), "behavior", behavior.label(), "invert", invert);
  }

  static PreTokenizer read(JsonPart part) {
    return of(
        Expression.read(part.at("pattern")),
        Behavior.read(part.at("behavior")),
        part.at("invert").flag(false));
  }

  /** A scanner where one is written out for the expression. */
  static PreTokenizer of(Expression pattern, Behavior behavior, boolean invert) {
    Optional<KnownExpression> known = KnownExpression.of(pattern.source());
    if (behavior == Behavior.ISOLATED && !invert && !pattern.isLiteral() && known.isPresent()) {
      return new Scanned(known.get().scanner(), true, json(pattern, behavior, invert));
    }
    return new ExpressionSplit(pattern, behavior, invert);
  }
}
