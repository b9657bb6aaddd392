package org.isotopelm.text;

import java.util.ArrayList;
import java.util.List;
import org.isotopelm.base.Problem;
import org.isotopelm.base.ProblemException;
import org.isotopelm.text.read.Documents;
import org.isotopelm.text.read.Format;
import org.isotopelm.text.read.OnError;
import org.jspecify.annotations.Nullable;

/**
 * The config's {@code data}: which text, how it becomes documents, how they are split.
 *
 * @param corpus a name in the catalogue, or null where {@code files} are given
 * @param files files, folders and globs, relative to the config file; empty where a corpus is named
 * @param format how records are read; null: guessed from each file's name
 * @param field jsonl: the field that holds the text; tsv and csv: column name or 1-based number
 * @param group jsonl: field, tsv: column name or 1-based number, of a value that keeps documents
 *     together: those that share it are parted neither by the split nor by folds; null: each
 *     document by itself
 * @param documents what a document is in plain text; null: blank-line for text, record otherwise
 * @param boundaries whether documents end with a predicted token; null: false for a single document
 * @param onError what to do with malformed UTF-8
 * @param limit keeps whole documents in hash order up to a size; null: all
 * @param split which documents are held out
 */
public record DataSpec(
    @Nullable String corpus,
    List<String> files,
    @Nullable Format format,
    @Nullable String field,
    @Nullable String group,
    @Nullable Documents documents,
    @Nullable Boolean boundaries,
    OnError onError,
    @Nullable Limit limit,
    SplitSpec split) {

  /**
   * @throws ProblemException (config) with every problem: neither a corpus nor files, or both; a
   *     group where documents have none
   */
  public DataSpec {
    List<Problem> problems = new ArrayList<>();
    if (corpus == null && files.isEmpty()) {
      problems.add(
          Problem.atKey("data", "no text is named; set corpus (a name in the catalogue) or files"));
    }
    if (corpus != null && !files.isEmpty()) {
      problems.add(
          Problem.atKey("data.files", "corpus and files are both given; keep one of them"));
    }
    if (corpus != null && group != null) {
      problems.add(
          Problem.atKey(
              "data.group",
              "documents of the catalogue's corpora have no groups; use files of your own, or"
                  + " remove group"));
    }
    if (format == Format.TEXT && group != null) {
      problems.add(
          Problem.atKey(
              "data.group",
              "plain text has no fields, so its documents have no groups; use records (format"
                  + " jsonl, tsv or csv), or remove group"));
    }
    ProblemException.throwIfAny(problems);
  }

  /** Whole files, nothing held out. */
  public static DataSpec of(List<String> files) {
    return of(files, null, SplitSpec.NOTHING);
  }

  /** All of some files, the other keys left out. */
  public static DataSpec of(List<String> files, @Nullable Documents documents, SplitSpec split) {
    return new DataSpec(null, files, null, null, null, documents, null, OnError.FAIL, null, split);
  }

  /** The same text, with this held out. */
  public DataSpec withSplit(SplitSpec other) {
    return new DataSpec(
        corpus, files, format, field, group, documents, boundaries, onError, limit, other);
  }

  /** The size that documents in hash order may fill, in UTF-8 bytes. */
  public record Limit(long bytes) {}

  /**
   * What is held out.
   *
   * @param validation share of the text in the validation split, in [0, 1)
   * @param test share in the test split
   * @param seed of the hash that orders documents
   * @param contiguous take the end of the text instead: train, validation, test in this order
   * @param validationFiles files that are the validation split; with these the shares are unused
   * @param testFiles files that are the test split
   */
  public record SplitSpec(
      double validation,
      double test,
      long seed,
      boolean contiguous,
      List<String> validationFiles,
      List<String> testFiles) {
    /** Nothing is held out. */
    public static final SplitSpec NOTHING = new SplitSpec(0, 0, 1, false, List.of(), List.of());

    /**
     * @throws ProblemException (config) if the shares leave nothing to train on, or stand beside
     *     files
     */
    public SplitSpec {
      double heldOut = validation + test;
      if (heldOut >= 1) {
        throw ProblemException.config(
            "data.split",
            "validation %s and test %s leave nothing to train on; together they must be < 1"
                .formatted(validation, test));
      }
      if (heldOut > 0 && !(validationFiles.isEmpty() && testFiles.isEmpty())) {
        throw ProblemException.config(
            "data.split",
            "shares (validation, test) and files are both given; files that are named are the"
                + " splits: remove the shares");
      }
    }
  }
}
