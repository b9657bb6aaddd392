package org.isotopelm.token;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.isotopelm.text.Texts;
import org.isotopelm.token.piece.BpeModel;
import org.isotopelm.token.piece.ByteAlphabet;
import org.isotopelm.token.piece.Vocabulary;
import org.isotopelm.token.pipeline.ByteLevel;
import org.isotopelm.token.pipeline.Decoders;
import org.isotopelm.token.pipeline.Pipeline;

/** Every byte of UTF-8 is a token: ids 0 to 255 are the bytes, 256 ends a document. */
public record ByteKind() implements TokenizerSpec.Trained {
  @Override
  public Integer vocabulary() {
    return 257;
  }

  @Override
  public Tokenizer make(Texts texts) {
    List<String> names = new ArrayList<>(ByteAlphabet.inByteOrder());
    names.add(Tokenizer.END_OF_DOCUMENT);
    Vocabulary tokens =
        new Vocabulary(names, Set.of(Tokenizer.END_OF_DOCUMENT), Tokenizer.END_OF_DOCUMENT, null);
    BpeModel model = new BpeModel(tokens, List.of(), BpeModel.Options.BYTES);
    return new Tokenizer(
        tokens, Pipeline.of(tokens, new ByteLevel(false, false), model, Decoders.BYTE_LEVEL));
  }

  @Override
  public Tokenizer ofNames(Supplier<List<String>> names, Path file) {
    return make(texts -> {});
  }
}
