package org.isotopelm.study.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.isotopelm.base.ContentHash;
import org.jspecify.annotations.Nullable;

/**
 * A look at a test split: a line of {@code looks.jsonl}.
 *
 * @param time when, UTC
 * @param split hash of the documents of the test split; null in lines of earlier programs
 * @param study hash of the study's identity
 * @param chosen the choice tested
 * @param hash of all the others; null in lines of earlier programs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Look(
    String time, @Nullable String split, String study, String chosen, @Nullable String hash) {

  public Look {
    Objects.requireNonNull(time);
    Objects.requireNonNull(study);
    Objects.requireNonNull(chosen);
  }

  public Look(String time, String split, String study, String chosen) {
    this(time, split, study, chosen, hash(time, split, study, chosen));
  }

  /** Whether the line is as it was written; a line of an earlier program has no hash. */
  boolean holds() {
    return hash == null ? split == null : hash.equals(hash(time, split, study, chosen));
  }

  /** Whether it is the same study's for the same choice. */
  boolean isSame(Look other) {
    return study.equals(other.study) && chosen.equals(other.chosen);
  }

  private static String hash(String time, @Nullable String split, String study, String chosen) {
    return ContentHash.of(String.join("\n", time, String.valueOf(split), study, chosen))
        .toString()
        .substring(0, 16);
  }
}
