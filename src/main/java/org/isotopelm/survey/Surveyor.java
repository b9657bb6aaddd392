package org.isotopelm.survey;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.isotopelm.text.read.Documents;
import org.isotopelm.text.read.Format;
import org.isotopelm.text.read.OnError;
import org.isotopelm.text.read.TextFile;
import org.jspecify.annotations.Nullable;

/** Looks at texts and decides how they are read. */
public final class Surveyor {
  /**
   * Bytes of different text that a study needs. A tenth of it is a test of a few sentences; with
   * less no interval would say anything.
   */
  private static final long LEAST_BYTES = 4096;

  private final Function<DataSpec, Corpus> opener;

  /** Sizes of documents, and how much of them repeats others. */
  private record Sizes(long median, long longest, long repeated) {}

  /**
   * A surveyor.
   *
   * @param opener reads a text whose files are absolute
   */
  public Surveyor(Function<DataSpec, Corpus> opener) {
    this.opener = opener;
  }

  /**
   * Looks at texts.
   *
   * @param typed files and folders, all of one format
   * @param base what they are relative to
   * @throws ProblemException (data) where a file is missing, no text in UTF-8, malformed, or all of
   *     them are too small to be studied; (usage) for standard input and pipes
   */
  public Survey survey(List<String> typed, Path base) {
    NamedTexts texts = NamedTexts.find(typed, base);
    return texts.format() == Format.TEXT ? plain(texts) : records(texts);
  }

  /**
   * What a config calls texts: absolute files and patterns.
   *
   * @throws ProblemException as {@link #survey}
   */
  public List<String> files(List<String> typed, Path base) {
    return NamedTexts.find(typed, base).names();
  }

  private Survey plain(NamedTexts texts) {
    LineFigures lines = LineFigures.of(texts.files());
    requireSome(lines, texts);
    requireEnough(lines.bytes(), texts.files());
    Division division = Division.of(lines, texts.files().size());
    SplitSpec split = HeldOutShares.of(lines.bytes(), division.stream());
    DataSpec data = data(texts, null, null, division, split);
    return survey(texts, data, division, List.of(), lines.lines());
  }

  private Survey records(NamedTexts texts) {
    FieldChoice choice = FieldChoice.of(texts.files().getFirst());
    Division division =
        new Division(
            TextKind.RECORDS,
            Documents.LINE,
            false,
            "each record, of which %s is the text"
                .formatted(
                    texts.format() == Format.JSONL
                        ? "the field '" + choice.field() + "'"
                        : "column '" + choice.field() + "'"));
    DataSpec whole = data(texts, texts.format(), choice.field(), division, SplitSpec.NOTHING);
    SplitSpec split = HeldOutShares.of(opener.apply(whole).bytes(), false);
    DataSpec data = data(texts, texts.format(), choice.field(), division, split);
    return survey(texts, data, division, choice.others(), 0);
  }

  private static DataSpec data(
      NamedTexts texts,
      @Nullable Format format,
      @Nullable String field,
      Division division,
      SplitSpec split) {
    return new DataSpec(
        null,
        texts.names(),
        format,
        field,
        null,
        format == null ? division.documents() : null,
        null,
        OnError.FAIL,
        null,
        split);
  }

  private Survey survey(
      NamedTexts texts, DataSpec data, Division division, List<String> fields, long lines) {
    Corpus corpus =
        opener.apply(data(texts, data.format(), data.field(), division, SplitSpec.NOTHING));
    CharacterFigures characters = new CharacterFigures();
    corpus.forEach(document -> true, (document, text) -> characters.add(text));
    Sizes sizes = sizes(corpus);
    requireEnough(corpus.bytes() - sizes.repeated(), texts.files());
    return new Survey(
        data,
        division.kind(),
        division.reason(),
        fields,
        texts.files().size(),
        corpus.bytes(),
        lines == 0 ? corpus.size() : lines,
        corpus.size(),
        sizes.median(),
        sizes.longest(),
        division.stream(),
        characters.distinct(),
        characters.scripts(),
        (double) sizes.repeated() / corpus.bytes(),
        texts.notes());
  }

  private static Sizes sizes(Corpus corpus) {
    long[] bytes = new long[corpus.size()];
    Set<ContentHash> seen = new HashSet<>();
    long repeated = 0;
    for (int d = 0; d < bytes.length; d++) {
      Corpus.Entry entry = corpus.entry(d);
      bytes[d] = entry.bytes();
      repeated += seen.add(entry.hash()) ? 0 : entry.bytes();
    }
    Arrays.sort(bytes);
    return new Sizes(bytes[bytes.length / 2], bytes[bytes.length - 1], repeated);
  }

  private static void requireSome(LineFigures lines, NamedTexts texts) {
    if (lines.bytes() == 0) {
      throw NamedTexts.problem(
          shown(texts.files()), "is empty; name a text of at least %s".formatted(least()));
    }
    if (lines.lines() == 0) {
      throw NamedTexts.problem(
          shown(texts.files()),
          "is blank, white space only; name a text of at least %s".formatted(least()));
    }
  }

  private static void requireEnough(long bytes, List<TextFile> files) {
    if (bytes < LEAST_BYTES) {
      throw NamedTexts.problem(
          shown(files),
          String.format(
              Locale.ROOT,
              "has %,d bytes of different text, too few to train a model and to test it; name a text of at least %s",
              bytes,
              least()));
    }
  }

  private static String least() {
    return String.format(Locale.ROOT, "%,d bytes", LEAST_BYTES);
  }

  private static String shown(List<TextFile> files) {
    String first = files.getFirst().name();
    return files.size() == 1
        ? first
        : String.format(Locale.ROOT, "%s and %,d more", first, files.size() - 1);
  }
}
