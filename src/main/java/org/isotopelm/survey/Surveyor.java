package org.isotopelm.survey;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.isotopelm.base.ContentHash;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.Corpus;
import org.isotopelm.text.DataSpec;
import org.isotopelm.text.DataSpec.SplitSpec;
import org.isotopelm.text.read.Documents;
import org.isotopelm.text.read.Format;
import org.isotopelm.text.read.OnError;
import org.isotopelm.text.read.TextFile;
import org.isotopelm.words.Figures;
import org.isotopelm.words.Phrases;

/** Looks at texts and decides how they are read. */
public final class Surveyor {
  /**
   * Bytes of different text that a study needs. A tenth of it is a test of a few sentences; with
   * less no interval would say anything.
   */
  private static final long LEAST_BYTES = 4096;

  private final BiFunction<DataSpec, Consumer<String>, Corpus> opener;

  /** Different documents that can be divided into training, held-out and test text. */
  private static final int LEAST_DOCUMENTS = 4;

  /** The largest share of the text that copies of one document may have. */
  private static final double LARGEST = 0.6;

  /** A text with nothing held out, its documents and its characters. */
  private record Whole(DataSpec data, Corpus corpus, CharacterFigures characters) {}

  /**
   * Sizes of documents, and how much of them repeats others.
   *
   * @param different how many there are, each text counted once
   * @param copies bytes of the document whose copies have most
   */
  private record Sizes(long median, long repeated, int different, long copies) {}

  /**
   * A surveyor.
   *
   * @param opener reads a text whose files are absolute, and shows the text of each document
   */
  public Surveyor(BiFunction<DataSpec, Consumer<String>, Corpus> opener) {
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
    Whole whole = read(DataSpec.of(texts.names(), division.documents(), SplitSpec.NOTHING));
    SplitSpec split = HeldOutShares.of(lines.bytes(), division.stream());
    return survey(texts, whole, split, division, List.of());
  }

  private Survey records(NamedTexts texts) {
    FieldChoice choice = FieldChoice.of(texts.files());
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
    Whole whole =
        read(
            new DataSpec(
                null,
                texts.names(),
                texts.format(),
                choice.field(),
                null,
                null,
                null,
                OnError.FAIL,
                null,
                SplitSpec.NOTHING));
    SplitSpec split = HeldOutShares.of(whole.corpus().bytes(), false);
    return survey(texts, whole, split, division, choice.others());
  }

  /** Reads a text once. */
  private Whole read(DataSpec data) {
    CharacterFigures characters = new CharacterFigures();
    return new Whole(data, opener.apply(data, characters::add), characters);
  }

  private static Survey survey(
      NamedTexts texts, Whole whole, SplitSpec split, Division division, List<String> fields) {
    Corpus corpus = whole.corpus();
    Sizes sizes = sizes(corpus);
    requireEnough(corpus.bytes() - sizes.repeated(), texts.files());
    if (!division.stream()) {
      requireDifferent(sizes, corpus, texts.files());
    }
    return new Survey(
        whole.data().withSplit(split),
        division.kind(),
        division.reason(),
        fields,
        texts.files().size(),
        corpus.bytes(),
        corpus.size(),
        sizes.median(),
        division.stream(),
        whole.characters().distinct(),
        whole.characters().scripts(),
        (double) sizes.repeated() / corpus.bytes(),
        texts.notes());
  }

  private static Sizes sizes(Corpus corpus) {
    long[] bytes = new long[corpus.size()];
    long repeated = 0;
    Map<ContentHash, Long> copies = new HashMap<>();
    Set<ContentHash> seen = new HashSet<>();
    for (int d = 0; d < bytes.length; d++) {
      Corpus.Entry entry = corpus.entry(d);
      bytes[d] = entry.bytes();
      copies.merge(entry.hash(), entry.bytes(), Long::sum);
      repeated += seen.add(entry.hash()) ? 0 : entry.bytes();
    }
    Arrays.sort(bytes);
    return new Sizes(
        bytes[bytes.length / 2], repeated, copies.size(), Collections.max(copies.values()));
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

  /** Documents with the same text stay in one split, so that there must be others. */
  private static void requireDifferent(Sizes sizes, Corpus corpus, List<TextFile> files) {
    if (sizes.different() < LEAST_DOCUMENTS) {
      throw NamedTexts.problem(
          shown(files),
          String.format(
              Locale.ROOT,
              "has %s of different text, and at least %d are needed to train on some and test on others; name more text, or divide it into shorter documents",
              Phrases.count(sizes.different(), "document"),
              LEAST_DOCUMENTS));
    }
    double share = (double) sizes.copies() / corpus.bytes();
    if (share > LARGEST) {
      throw NamedTexts.problem(
          shown(files),
          String.format(
              Locale.ROOT,
              "one document or its copies are %s %% of the text, so that it cannot be divided into text to train on and to test on; remove the copies, or name more text",
              Figures.fixed(100 * share, 0)));
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
