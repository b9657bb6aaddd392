package org.isotopelm.eval;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.isotopelm.base.Json;
import org.isotopelm.data.Passages;
import org.isotopelm.data.TokenStore;

/**
 * Scores as tab-separated text in UTF-8 under a header, one line a token or a document. Names and
 * tokens are escaped as in JSON, so that neither a tab nor a line end can stand in one.
 */
public final class ScoreTables {
  private static final String TOKEN_HEADER = "document\tposition\ttoken\tnll\n";
  private static final String DOCUMENT_HEADER =
      "document\ttokens\twords\tbytes\tnll_sum\tnll\tperplexity\n";

  private final Scores scores;
  private final IntFunction<String> names;

  /**
   * @param names of documents, by their number in the store
   */
  public ScoreTables(Scores scores, IntFunction<String> names) {
    this.scores = scores;
    this.names = names;
  }

  /** Whether a file is such a table: it begins with the header of one. */
  public static boolean isIn(Path file) throws IOException {
    String start;
    try (InputStream in = Files.newInputStream(file)) {
      start = new String(in.readNBytes(DOCUMENT_HEADER.length()), StandardCharsets.UTF_8);
    }
    return Stream.of(TOKEN_HEADER, DOCUMENT_HEADER).anyMatch(start::startsWith);
  }

  /**
   * Document, position in it from 0, token, nll in nats.
   *
   * @param tokens how each id is written
   */
  public void perToken(IntFunction<String> tokens, OutputStream out) throws IOException {
    Passages passages = scores.passages();
    int[] token = new int[1];
    Writer writer = writer(out);
    writer.write(TOKEN_HEADER);
    for (int d = 0; d < passages.documents(); d++) {
      String name = name(d);
      int first = passages.documentStart(d);
      for (int target = first; target < passages.documentStart(d + 1); target++) {
        passages.copy(target, token, 0, 1);
        writer.write(name);
        writer.write('\t');
        writer.write(Integer.toString(target - first));
        writer.write('\t');
        writer.write(escape(tokens.apply(token[0])));
        writer.write('\t');
        writer.write(Float.toString(scores.nll(target)));
        writer.write('\n');
      }
    }
    writer.flush();
  }

  /** Document, tokens, words, bytes, Σ nll, nll per token, perplexity. */
  public void perDocument(OutputStream out) throws IOException {
    Passages passages = scores.passages();
    TokenStore store = scores.split().store();
    Writer writer = writer(out);
    writer.write(DOCUMENT_HEADER);
    for (int d = 0; d < passages.documents(); d++) {
      int document = scores.split().documents()[d];
      int tokens = passages.documentStart(d + 1) - passages.documentStart(d);
      double sum = scores.documentNll(d);
      double nll = sum / tokens;
      writer.write(
          String.format(
              Locale.ROOT,
              "%s\t%d\t%d\t%d\t%s\t%s\t%s\n",
              name(d),
              tokens,
              store.words(document),
              store.bytes(document),
              sum,
              nll,
              StrictMath.exp(nll)));
    }
    writer.flush();
  }

  private String name(int d) {
    return escape(names.apply(scores.split().documents()[d]));
  }

  private static Writer writer(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  private static String escape(String text) {
    String quoted = Json.mapper().writeValueAsString(text);
    return quoted.substring(1, quoted.length() - 1);
  }
}
