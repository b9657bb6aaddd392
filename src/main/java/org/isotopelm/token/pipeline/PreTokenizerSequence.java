package org.isotopelm.token.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.JsonPart;

/** Pre-tokenizers one after another: each cuts the pieces of the one before. */
record PreTokenizerSequence(List<PreTokenizer> steps) implements PreTokenizer {
  PreTokenizerSequence {
    steps = List.copyOf(steps);
  }

  @Override
  public void cut(Aligned text, int begin, int end, PieceConsumer pieces) {
    cut(0, text, begin, end, pieces);
  }

  private void cut(int step, Aligned text, int begin, int end, PieceConsumer pieces) {
    if (step == steps.size()) {
      PreTokenizer.NONE.cut(text, begin, end, pieces);
    } else {
      PieceConsumer next =
          step + 1 == steps.size()
              ? pieces
              : (part, from, to) -> cut(step + 1, part, from, to, pieces);
      steps.get(step).cut(text, begin, end, next);
    }
  }

  @Override
  public boolean givesBytes() {
    return !steps.isEmpty() && steps.getLast().givesBytes();
  }

  @Override
  public boolean cutsAtLines() {
    return !steps.isEmpty() && steps.getFirst().cutsAtLines();
  }

  @Override
  public boolean keepsText() {
    return steps.stream().allMatch(PreTokenizer::keepsText);
  }

  @Override
  public Map<String, Object> json() {
    return JsonObject.of(
        "type", "Sequence", "pretokenizers", steps.stream().map(PreTokenizer::json).toList());
  }

  static PreTokenizer read(JsonPart list) {
    List<PreTokenizer> steps = new ArrayList<>();
    for (JsonPart step : list.items()) {
      if (!steps.isEmpty() && steps.getLast().givesBytes()) {
        throw step.error("nothing may come after ByteLevel, which must be the last step");
      }
      steps.add(PreTokenizers.read(step));
    }
    return new PreTokenizerSequence(steps);
  }
}
