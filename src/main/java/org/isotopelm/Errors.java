package org.isotopelm;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.isotopelm.base.IoProblem;
import org.jspecify.annotations.Nullable;

/** Makes every error that a user can act on the library's one exception. */
final class Errors {
  private Errors() {}

  /** A mistake in an argument. */
  static IsotopeException usage(String name, String message) {
    return new IsotopeException(org.isotopelm.base.ProblemException.usage(name, message));
  }

  /** Refuses fewer than one; null is for the config to say. */
  static void requireThreads(String name, @Nullable Integer threads) {
    if (threads != null && threads < 1) {
      throw usage(name, threads + " is not possible; use 1 or more");
    }
  }

  /** A copy of texts, none of which may be null. */
  static List<String> texts(String name, List<String> texts) {
    Objects.requireNonNull(texts, name);
    texts.forEach(text -> Objects.requireNonNull(text, name));
    return List.copyOf(texts);
  }

  /** What was asked for, or what the config says, or one for each processor. */
  static int threads(@Nullable Integer asked, @Nullable Integer configured) {
    Integer known = asked == null ? configured : asked;
    return known == null ? Runtime.getRuntime().availableProcessors() : known;
  }

  /** An id that the vocabulary does not have. */
  static IsotopeException noToken(int id, int vocabulary) {
    return usage("id", "%s is no token; ids are 0 to %s".formatted(id, vocabulary - 1));
  }

  /** Does the work; what is no such error passes as it is. */
  static <T> T translated(Callable<T> work) {
    try {
      return work.call();
    } catch (org.isotopelm.base.ProblemException e) {
      throw new IsotopeException(e);
    } catch (RuntimeException e) {
      throw IoProblem.of(e).map(IsotopeException::new).orElseThrow(() -> e);
    } catch (InternalError e) {
      throw IoProblem.of(e).map(IsotopeException::new).orElseThrow(() -> e);
    } catch (Exception e) {
      throw IoProblem.of(e)
          .map(IsotopeException::new)
          .orElseThrow(() -> new IllegalStateException(e));
    }
  }
}
