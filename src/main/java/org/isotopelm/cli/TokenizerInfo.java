package org.isotopelm.cli;

import java.io.PrintStream;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.token.TokenizerFit;
import org.isotopelm.token.TokenizerFit.Sums;
import org.isotopelm.words.Figures;
import org.isotopelm.words.TextTable;
import org.jspecify.annotations.Nullable;

/**
 * {@code tokenizer info --json}.
 *
 * @param bytesPerToken of the texts; without texts of the vocabulary, each token once
 * @param unused tokens that the texts do not use; without texts those that no text can use, null
 *     where the vocabulary does not show it
 * @param coverage share of the texts' bytes that do not become the unknown token
 * @param languages by script
 * @param texts by file
 */
record TokenizerInfo(
    String kind,
    int vocabulary,
    String endOfDocument,
    int endOfDocumentId,
    @Nullable Integer unknownId,
    String sha256,
    double bytesPerToken,
    @Nullable Long unused,
    double fertility,
    double coverage,
    List<Language> languages,
    List<Text> texts) {

  /**
   * What is written in one script.
   *
   * @param vocabulary tokens of this script
   * @param fertility tokens in a word
   */
  record Language(
      String language,
      long vocabulary,
      long bytes,
      long tokens,
      double bytesPerToken,
      double fertility,
      double coverage) {
    static Language of(UnicodeScript script, @Nullable Sums tokens, @Nullable Sums text) {
      Sums sums = text == null ? Sums.NONE : text;
      return new Language(
          name(script),
          tokens == null ? 0 : tokens.tokens(),
          sums.bytes(),
          sums.tokens(),
          sums.bytesPerToken(),
          sums.tokensPerWord(),
          sums.coverage());
    }

    private static String name(UnicodeScript script) {
      if (script == UnicodeScript.UNKNOWN) {
        return "Parts of characters";
      }
      String lower = script.name().toLowerCase(Locale.ROOT);
      return lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
    }
  }

  /** What stands in one file. */
  record Text(
      String text,
      long bytes,
      long tokens,
      long words,
      double bytesPerToken,
      double fertility,
      double coverage) {
    static Text of(String name, Sums sums) {
      return new Text(
          name,
          sums.bytes(),
          sums.tokens(),
          sums.words(),
          sums.bytesPerToken(),
          sums.tokensPerWord(),
          sums.coverage());
    }
  }

  /** What a tokenizer is, and how well it fits the texts that {@code fit} has seen. */
  static TokenizerInfo of(Tokenizer tokenizer, TokenizerFit fit, List<Text> texts) {
    Map<UnicodeScript, Sums> vocabulary = TokenizerFit.vocabulary(tokenizer);
    Sums all =
        texts.isEmpty() ? vocabulary.values().stream().reduce(Sums.NONE, Sums::plus) : fit.all();
    OptionalLong unused =
        texts.isEmpty() ? TokenizerFit.unreachable(tokenizer) : OptionalLong.of(fit.unused());
    return new TokenizerInfo(
        tokenizer.kind(),
        tokenizer.vocabulary(),
        tokenizer.token(tokenizer.endOfDocument()),
        tokenizer.endOfDocument(),
        tokenizer.unknown().isPresent() ? (Integer) tokenizer.unknown().getAsInt() : null,
        TokenizerFile.hash(tokenizer),
        all.bytesPerToken(),
        unused.isPresent() ? (Long) unused.getAsLong() : null,
        all.tokensPerWord(),
        texts.isEmpty() ? Double.NaN : all.coverage(),
        languages(vocabulary, fit.scripts()),
        texts);
  }

  /** Those with most text first, else with most tokens. */
  private static List<Language> languages(
      Map<UnicodeScript, Sums> vocabulary, Map<UnicodeScript, Sums> text) {
    List<Language> languages = new ArrayList<>();
    for (UnicodeScript script : UnicodeScript.values()) {
      if (vocabulary.containsKey(script) || text.containsKey(script)) {
        languages.add(Language.of(script, vocabulary.get(script), text.get(script)));
      }
    }
    languages.sort(
        (a, b) ->
            a.bytes == b.bytes
                ? Long.compare(b.vocabulary, a.vocabulary)
                : Long.compare(b.bytes, a.bytes));
    return languages;
  }

  /** For people. */
  void print(PrintStream out, int columns) {
    out.println("kind             " + kind);
    out.println("vocabulary       " + vocabulary);
    out.printf(Locale.ROOT, "end of document  %s (%d)%n", endOfDocument, endOfDocumentId);
    if (unknownId != null) {
      out.println("unknown          " + unknownId);
    }
    out.println("sha256           " + sha256);
    out.println(
        "bytes per token  "
            + (texts.isEmpty() ? figure(bytesPerToken) + " (vocabulary)" : figure(bytesPerToken)));
    if (unused != null) {
      out.println(
          (texts.isEmpty() ? "out of reach     " : "unused           ") + Figures.whole(unused));
    }
    if (!texts.isEmpty()) {
      out.println("tokens per word  " + figure(fertility));
      out.println("coverage         " + Figures.fixed(100 * coverage, 2) + " %");
      out.println();
      out.print(textTable().fitting(columns));
    }
    out.println();
    out.print(languageTable().fitting(columns));
  }

  private TextTable textTable() {
    TextTable table =
        new TextTable()
            .words("text")
            .numbers("bytes", 1)
            .numbers("tokens", 2)
            .numbers("bytes per\ntoken")
            .numbers("tokens per\nword")
            .numbers("coverage\n%", 3);
    for (Text text : texts) {
      table.row(
          List.of(
              text.text,
              Figures.whole(text.bytes),
              Figures.whole(text.tokens),
              figure(text.bytesPerToken),
              figure(text.fertility),
              figure(100 * text.coverage)));
    }
    return table;
  }

  private TextTable languageTable() {
    TextTable table = new TextTable().words("script").numbers("in the\nvocabulary");
    if (!texts.isEmpty()) {
      table
          .numbers("bytes", 1)
          .numbers("tokens", 2)
          .numbers("bytes per\ntoken")
          .numbers("tokens per\nword");
    }
    for (Language each : languages) {
      List<String> row = new ArrayList<>(List.of(each.language, Figures.whole(each.vocabulary)));
      if (!texts.isEmpty()) {
        row.add(Figures.whole(each.bytes));
        row.add(Figures.whole(each.tokens));
        row.add(figure(each.bytesPerToken));
        row.add(figure(each.fertility));
      }
      table.row(row);
    }
    return table;
  }

  private static String figure(double value) {
    return Double.isNaN(value) ? "–" : Figures.fixed(value, 2);
  }
}
