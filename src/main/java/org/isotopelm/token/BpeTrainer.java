package org.isotopelm.token;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.token.piece.ByteAlphabet;
import org.isotopelm.token.piece.Merges.Merge;
import org.isotopelm.token.training.CountedPieces;
import org.isotopelm.token.training.PairLearner;
import org.isotopelm.token.training.SymbolRows;

/** Learns byte-level byte-pair encoding. */
final class BpeTrainer {
  private static final long MINIMUM_COUNT = 2;

  private final List<String> names = new ArrayList<>(ByteAlphabet.inSymbolOrder());
  private final List<Merge> merges = new ArrayList<>();

  /** The tokens' names by id: the bytes in the order of their symbols, then the merged ones. */
  List<String> names() {
    return names;
  }

  /** The merges in their order. */
  List<Merge> merges() {
    return merges;
  }

  /**
   * Learns until there are {@code vocabulary} tokens, or no pair occurs twice any more. No token
   * gets the name of the token that ends documents.
   */
  void train(CountedPieces pieces, int vocabulary) {
    int symbols = names.size();
    PairLearner.learn(rows(pieces, symbols), symbols, vocabulary, MINIMUM_COUNT, this::join)
        .forEach(join -> merges.add(new Merge(join.left(), join.right(), join.result())));
  }

  private SymbolRows rows(CountedPieces pieces, int symbols) {
    int[] idOfByte = ByteAlphabet.ids(names::indexOf);
    SymbolRows rows = new SymbolRows(symbols, pieces.bytes(), pieces.size());
    for (int piece = 0; piece < pieces.size(); piece++) {
      for (int i = 0; i < pieces.length(piece); i++) {
        rows.add(idOfByte[pieces.at(piece, i)]);
      }
      rows.endRow(pieces.count(piece));
    }
    return rows;
  }

  private boolean join(int left, int right) {
    String name = names.get(left) + names.get(right);
    return !name.equals(Tokenizer.END_OF_DOCUMENT) && names.add(name);
  }
}
