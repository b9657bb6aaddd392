package org.isotopelm.study.verdict;

import java.util.Locale;
import org.isotopelm.words.Phrases;
import org.jspecify.annotations.Nullable;

/** Why the figures of a study may say less than they seem to. */
public sealed interface Doubt extends Finding {

  @Override
  default Place place() {
    return Place.WARNING;
  }

  /** One cell a point. */
  record OneTraining() implements Doubt {
    @Override
    public String sentence() {
      return "Each point was trained once: no difference can be told from noise; raise study.folds or"
          + " study.seeds.";
    }
  }

  /** No candidate is told from the best. */
  record UnderNoise() implements Doubt {
    @Override
    public String sentence() {
      return "The differences between the points are under the noise: none is told from the best. More"
          + " folds or seeds would tell more.";
    }
  }

  /** Two contenders may cut a text differently, so that all are compared by its bytes. */
  record OtherTokens() implements Doubt {
    @Override
    public String sentence() {
      return "Points or opponents may cut the text into different tokens, so all are compared in bits per"
          + " byte; nll per token and perplexity do not compare between them.";
    }
  }

  /**
   * Held-out tokens that stand for text the tokenizer does not know.
   *
   * @param who has the largest share; null where all have the same
   * @param most the largest share of a point or opponent, 0 to 1
   * @param charged whether figures compared charge the spelling of that text
   */
  record UnknownWords(@Nullable String who, double most, boolean charged) implements Doubt {
    @Override
    public String sentence() {
      return "%s %% of the held-out tokens%s stand for unknown text: %s."
          .formatted(
              Phrases.figure(100 * most),
              who == null ? "" : " of " + who,
              charged
                  ? "bits per byte charge its spelling, nll and perplexity do not"
                  : "nll and perplexity do not charge its spelling, and compare only with the same tokenizer");
    }
  }

  /** The test split was looked at before, by this study or by another. */
  record LaterLook(int look) implements Doubt {
    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "This is look %d at this test split, other studies' looks included: choosing between looks makes its figures optimistic.",
          look);
    }
  }

  /** The test split was not scored, as that would be a second look. */
  record LookRefused(String why) implements Doubt {
    @Override
    public String sentence() {
      return why;
    }
  }

  /** On a path, points differ in the length of training too. */
  record OnAPath() implements Doubt {
    @Override
    public String sentence() {
      return "On a path each point goes on from the weights of a stronger decay and was trained for longer"
          + " in all, so that no difference is of λ alone: none is tested. Confirm the choice by a grid"
          + " around it.";
    }
  }

  /** One validation split with several seeds. */
  record SeedsOnly() implements Doubt {
    @Override
    public String sentence() {
      return "There is one validation split, so that seeds alone repeat: intervals and p tell the noise of"
          + " training and say nothing about other text.";
    }
  }

  /**
   * Folds share text: three or more their training text, while two are trained on each other's
   * held-out text.
   *
   * @param folds at least two
   * @param refit whether each fold has its own tokenizer
   */
  record SharedText(int folds, boolean refit) implements Doubt {
    @Override
    public String sentence() {
      return (folds == 2
              ? "One fold's training text is the other's held-out text, so that their results depend on"
                  + " each other; the tests correct"
              : "The folds share training text, which makes them less different than new text would; the"
                  + " tests correct")
          + " for it (Nadeau and Bengio 2003), plain standard errors do not. "
          + (refit
              ? "Each fold has its own tokenizer, so that nll of different folds are of different"
                  + " tokens; differences within a fold are not touched by that."
              : "All folds share one tokenizer, which has seen the held-out text too.");
    }
  }

  /**
   * The best was picked on the cells that tell its figures.
   *
   * @param isConfirmed whether there are figures of the test split
   */
  record Picked(boolean isConfirmed) implements Doubt {
    @Override
    public String sentence() {
      return "The best was picked on the same cells that tell its figures, which flatters it"
          + (isConfirmed ? "; the test split does not." : ".");
    }
  }
}
