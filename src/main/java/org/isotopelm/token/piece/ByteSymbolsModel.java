package org.isotopelm.token.piece;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A model that sees the bytes of pieces, each as a visible character. */
public record ByteSymbolsModel(PieceModel model) implements PieceModel {
  @Override
  public PieceEncoder encoder() {
    PieceEncoder encoder = model.encoder();
    return (text, begin, end, ids) -> {
      String symbols = symbols(text, begin, end);
      encoder.encode(symbols, 0, symbols.length(), ids);
    };
  }

  @Override
  public void locate(String text, int begin, int end, TokenConsumer tokens) {
    String symbols = symbols(text, begin, end);
    int[] begins = new int[symbols.length()];
    int[] ends = new int[symbols.length()];
    int symbol = 0;
    for (int at = begin; at < end; ) {
      int codePoint = text.codePointAt(at);
      int next = at + Character.charCount(codePoint);
      for (int i = Unicode.utf8Length(codePoint); i > 0; i--) {
        begins[symbol] = at;
        ends[symbol++] = next;
      }
      at = next;
    }
    model.locate(
        symbols,
        0,
        symbols.length(),
        (id, from, to) -> tokens.accept(id, begins[from], ends[to - 1]));
  }

  /** Whether every byte has a token of its own, so that every text can be written. */
  public boolean knowsAllBytes() {
    return model instanceof UnigramModel unigram
        && ByteAlphabet.inByteOrder().stream().allMatch(unigram::knows);
  }

  private static String symbols(String text, int begin, int end) {
    return ByteAlphabet.name(text.substring(begin, end).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String kind() {
    return model.kind();
  }

  @Override
  public Map<String, Object> json(Vocabulary vocabulary) {
    return model.json(vocabulary);
  }
}
