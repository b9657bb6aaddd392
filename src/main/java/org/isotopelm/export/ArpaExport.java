package org.isotopelm.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.isotopelm.base.IsotopeException;
import org.isotopelm.model.ngram.CountedModel;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.arpa.ArpaWriter;
import org.isotopelm.text.read.TextFile.Compression;
import org.isotopelm.token.Tokenizer;

/** Counted n-grams as a file that KenLM and SRILM read; compressed where its name ends in .gz. */
final class ArpaExport {
  private ArpaExport() {}

  static List<String> write(Export export) throws IOException {
    TrainedModel model = export.model();
    if (!(model.model() instanceof CountedModel counted)) {
      throw IsotopeException.failure(
          "an ARPA file holds counted n-grams, and this model is not one of them; export the weights of a network as safetensors");
    }
    Compression compression = Compression.of(export.target().toString());
    if (compression == Compression.ZSTD) {
      throw IsotopeException.failure(
          export.target() + ": an ARPA file is plain or ends in .gz; choose another name");
    }
    NgramTable table = counted.table();
    Target.file(
        export, out -> write(table, model.tokenizer(), out, compression == Compression.GZIP));
    return notes(table, model.tokenizer());
  }

  private static void write(NgramTable table, Tokenizer tokenizer, OutputStream out, boolean gzip)
      throws IOException {
    if (!gzip) {
      ArpaWriter.write(table, tokenizer, out);
      return;
    }
    GZIPOutputStream compressed = new GZIPOutputStream(out, 1 << 16);
    ArpaWriter.write(table, tokenizer, compressed);
    compressed.finish();
  }

  private static List<String> notes(NgramTable table, Tokenizer tokenizer) {
    List<String> notes = new ArrayList<>();
    if (!table.isDistribution()) {
      notes.add(
          "the scores of this model are not probabilities, because they do not sum to one; programs that read the file treat them as probabilities");
    }
    if (tokenizer.unknown().isEmpty()) {
      notes.add(
          "the tokenizer knows every text and has no unknown token; the format requires one, so <unk> has the log probability -99 in the file");
    }
    return notes;
  }
}
