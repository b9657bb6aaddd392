package org.isotopelm.token.pipeline;

import java.util.List;
import java.util.Map;
import org.isotopelm.token.piece.ByteAlphabet;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.JsonPart;

/**
 * GPT-2's pre-tokenizer: the model sees the bytes of pieces, each as a visible character.
 *
 * @param prefixSpace puts a blank before a text that has none
 * @param expression cuts by GPT-2's expression
 */
public record ByteLevel(boolean prefixSpace, boolean expression) implements PreTokenizer {
  @Override
  public void cut(Aligned text, int begin, int end, PieceConsumer pieces) {
    Aligned whole = text;
    int first = begin;
    int last = end;
    if (prefixSpace && begin < end && text.text().charAt(begin) != ' ') {
      Aligned.Edit edit = text.edit(begin);
      edit.replace(begin, begin, " ");
      edit.keep(begin, end);
      whole = edit.done();
      first = 0;
      last = end - begin + 1;
    }
    if (expression) {
      cutByExpression(whole, first, last, pieces);
    } else if (first < last) {
      pieces.accept(whole, first, last);
    }
  }

  private static void cutByExpression(Aligned text, int begin, int end, PieceConsumer pieces) {
    for (int at = begin; at < end; ) {
      int next = PieceScanner.GPT2.end(text.text(), at, end);
      pieces.accept(text, at, next);
      at = next;
    }
  }

  @Override
  public boolean givesBytes() {
    return true;
  }

  @Override
  public boolean keepsText() {
    return !prefixSpace;
  }

  @Override
  public boolean cutsAtLines() {
    return expression && !prefixSpace;
  }

  @Override
  public Map<String, Object> json() {
    return json(prefixSpace, expression);
  }

  private static Map<String, Object> json(boolean prefixSpace, boolean expression) {
    return JsonObject.of(
        "type",
        "ByteLevel",
        "add_prefix_space",
        prefixSpace,
        "trim_offsets",
        true,
        "use_regex",
        expression);
  }

  static ByteLevel read(JsonPart part) {
    return new ByteLevel(part.at("add_prefix_space").flag(true), part.at("use_regex").flag(true));
  }

  /** Puts the bytes together again. */
  record Bytes() implements Decoder {
    @Override
    public List<String> decode(List<String> names) {
      return List.of(Spellings.text(names, this));
    }

    @Override
    public byte[] spelling(String name) {
      return ByteAlphabet.spelling(name);
    }

    @Override
    public Map<String, Object> json() {
      return ByteLevel.json(true, true);
    }
  }
}
