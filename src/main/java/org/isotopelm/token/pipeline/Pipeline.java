package org.isotopelm.token.pipeline;

import java.util.List;
import java.util.Map;
import org.isotopelm.token.piece.AddedToken;
import org.isotopelm.token.piece.BpeModel;
import org.isotopelm.token.piece.ByteSymbolsModel;
import org.isotopelm.token.piece.IntList;
import org.isotopelm.token.piece.JsonObject;
import org.isotopelm.token.piece.PieceEncoder;
import org.isotopelm.token.piece.PieceModel;
import org.isotopelm.token.piece.TokenConsumer;
import org.isotopelm.token.piece.Vocabulary;
import org.isotopelm.token.piece.WordLevelModel;

/**
 * The way from a text to tokens and back.
 *
 * @param added tokens that stand beside the model's, in the order of their ids
 */
public record Pipeline(
    List<AddedToken> added,
    Normalizer normalizer,
    PreTokenizer preTokenizer,
    PieceModel model,
    PostProcessor postProcessor,
    Decoder decoder) {
  public Pipeline {
    added = List.copyOf(added);
  }

  /** A way that changes no text and adds the special tokens of a vocabulary. */
  public static Pipeline of(
      Vocabulary tokens, PreTokenizer preTokenizer, PieceModel model, Decoder decoder) {
    return of(tokens, Normalizer.NONE, preTokenizer, model, decoder);
  }

  /** A way that adds the special tokens of a vocabulary. */
  public static Pipeline of(
      Vocabulary tokens,
      Normalizer normalizer,
      PreTokenizer preTokenizer,
      PieceModel model,
      Decoder decoder) {
    return new Pipeline(
        tokens.special(), normalizer, preTokenizer, model, PostProcessor.NONE, decoder);
  }

  /** The same with other added tokens. */
  public Pipeline withAdded(List<AddedToken> others) {
    return new Pipeline(others, normalizer, preTokenizer, model, postProcessor, decoder);
  }

  /**
   * Appends the ids of a text without lone surrogates.
   *
   * @param encoder one of the model's
   */
  public void encode(String text, PieceEncoder encoder, IntList ids) {
    if (findsAdded()) {
      TokenConsumer ofAdded = (id, begin, end) -> ids.add(id);
      new AddedTokens(added, normalizer)
          .split(Aligned.plain(text), ofAdded, part -> encodePart(part, encoder, ids));
    } else {
      encodePart(normalizer.normalize(Aligned.plain(text)), encoder, ids);
    }
  }

  /** Whether tokens are looked for in a text before it is cut. */
  private boolean findsAdded() {
    return !added.stream().allMatch(AddedToken::special);
  }

  private void encodePart(Aligned normal, PieceEncoder encoder, IntList ids) {
    preTokenizer.cut(
        normal,
        0,
        normal.text().length(),
        (piece, begin, end) -> encoder.encode(piece.text(), begin, end, ids));
  }

  /** Hands the tokens of a text without lone surrogates to {@code tokens}, with their places. */
  public void locate(String text, TokenConsumer tokens) {
    if (findsAdded()) {
      new AddedTokens(added, normalizer)
          .split(Aligned.followed(text), tokens, part -> locatePart(part, tokens));
    } else {
      locatePart(normalizer.normalize(Aligned.followed(text)), tokens);
    }
  }

  private void locatePart(Aligned normal, TokenConsumer tokens) {
    preTokenizer.cut(
        normal,
        0,
        normal.text().length(),
        (piece, begin, end) ->
            model.locate(
                piece.text(),
                begin,
                end,
                (id, from, to) -> tokens.accept(id, piece.begin(from), piece.end(to - 1))));
  }

  private boolean knowsAllBytes() {
    return switch (model) {
      case BpeModel pairs -> pairs.knowsAllBytes();
      case ByteSymbolsModel symbols -> symbols.knowsAllBytes();
      default -> false;
    };
  }

  /** What tokens do not say about their text. */
  public Loss loss() {
    if (normalizer.equals(Normalizer.NONE) && !findsAdded()) {
      if (knowsAllBytes() && decoder.equals(Decoders.BYTE_LEVEL) && preTokenizer.keepsText()) {
        return Loss.NOTHING;
      }
      if (model instanceof WordLevelModel) {
        if (preTokenizer.equals(PreTokenizers.split(KnownExpression.CHARACTERS))
            && decoder.equals(Decoders.FUSE)) {
          return Loss.UNKNOWN;
        }
        if (decoder.equals(Decoder.NONE)
            && (preTokenizer.equals(PreTokenizers.whitespaceSplit())
                || preTokenizer.equals(PreTokenizers.whitespace()))) {
          return Loss.BLANKS;
        }
      }
    }
    return Loss.MORE;
  }

  /**
   * Whether a text can be cut between a line feed and a character that is no white space, and its
   * parts have the ids of the whole.
   */
  public boolean cutsAtLines() {
    return normalizer.equals(Normalizer.NONE)
        && added.stream().allMatch(AddedToken::special)
        && preTokenizer.cutsAtLines();
  }

  /** Whether the ids 0 to 255 are the bytes of the text, whatever the text is. */
  public boolean isBytes() {
    return loss() == Loss.NOTHING && model instanceof BpeModel pairs && pairs.isBytes();
  }

  /** What it is, in a word for people. */
  public String kind() {
    if (isBytes()) {
      return "byte";
    }
    return loss() == Loss.UNKNOWN ? "char" : model.kind();
  }

  /** The whole of tokenizer.json. */
  public Map<String, Object> json(Vocabulary tokens) {
    return JsonObject.of(
        "version",
        "1.0",
        "truncation",
        null,
        "padding",
        null,
        "added_tokens",
        added.stream().map(token -> token.json(tokens)).toList(),
        "normalizer",
        normalizer.json(),
        "pre_tokenizer",
        preTokenizer.json(),
        "post_processor",
        postProcessor.json(),
        "decoder",
        decoder.json(),
        "model",
        model.json(tokens));
  }
}
