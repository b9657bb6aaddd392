package org.isotopelm.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.isotopelm.base.ProblemException;
import org.isotopelm.base.TemporaryFolder;
import org.isotopelm.math.Team;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.ngram.CountedModel;
import org.isotopelm.model.ngram.NgramTable;
import org.isotopelm.model.ngram.arpa.ArpaWriter;
import org.isotopelm.model.ngram.estimate.Approximation;
import org.isotopelm.model.ngram.estimate.NgramApproximation;
import org.isotopelm.text.read.TextFile.Compression;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.pipeline.PreTokenizers;

/**
 * N-grams as a file that KenLM and SRILM read; compressed where its name ends in .gz. Counted
 * n-grams are written as they are, and any other model is approximated.
 */
final class ArpaExport {
  private ArpaExport() {}

  static List<String> write(Export export) throws IOException {
    TrainedModel model = export.model();
    Compression compression = Compression.of(export.target().toString());
    if (compression == Compression.ZSTD) {
      throw ProblemException.failure(
          export.target() + ": an ARPA file is plain or ends in .gz; choose another name");
    }
    Target.requireFree(export);
    List<String> notes = new ArrayList<>();
    NgramTable table = table(export, notes);
    Target.file(
        export, out -> write(table, model.tokenizer(), out, compression == Compression.GZIP));
    notes.addAll(notes(table, model.tokenizer()));
    return notes;
  }

  private static NgramTable table(Export export, List<String> notes) {
    if (export.model().model() instanceof CountedModel counted) {
      if (export.approximation().isPresent()) {
        throw ProblemException.usage(
            "counted n-grams are written as they are, so there is nothing to approximate; leave out order, tokens, prune and seed");
      }
      return counted.table();
    }
    return approximate(export, notes);
  }

  private static NgramTable approximate(Export export, List<String> notes) {
    TokenModel model = export.model().model();
    requireExpressible(model);
    Approximation spec = export.approximation().orElseGet(Approximation::usual);
    try (Team team = new Team(export.threads())) {
      NgramApproximation.Result result =
          NgramApproximation.run(
              model,
              export.model().tokenizer().endOfDocument(),
              spec,
              team,
              TemporaryFolder.ofProcess());
      notes.add(
          String.format(
              Locale.ROOT,
              "%d-grams approximate the model: they are those of %,d tokens that it wrote, and have %.4f nats a token on other text that it wrote, where the model has %.4f",
              result.table().sizes().order(),
              spec.tokens(),
              result.approximateNll(),
              result.nll()));
      return result.table();
    }
  }

  private static void requireExpressible(TokenModel model) {
    if (model.sight().earlierDocuments()) {
      throw ProblemException.failure(
          "n-grams cannot express a cache of earlier documents, which this model has; mix the runs without a cache, or export its members");
    }
    if (!model.isDistribution()) {
      throw ProblemException.failure(
          "the scores of this model are not probabilities, because they do not sum to one, and n-grams can approximate only probabilities; export its members");
    }
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
    if (!tokenizer.pipeline().preTokenizer().equals(PreTokenizers.whitespaceSplit())) {
      notes.add(
          "the tokens are not words between blanks, so whatever reads the file, an import by Isotope too, needs the run's tokenizer.json with it");
    }
    return notes;
  }
}
