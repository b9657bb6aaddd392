package org.isotopelm;

import java.util.concurrent.Callable;
import org.isotopelm.base.IoProblem;

/** Makes every error that a user can act on the library's one exception. */
final class Errors {
  private Errors() {}

  /** A mistake in an argument. */
  static IsotopeException usage(String name, String message) {
    return new IsotopeException(org.isotopelm.base.IsotopeException.usage(name, message));
  }

  /** An id that the vocabulary does not have. */
  static IsotopeException noToken(int id, int vocabulary) {
    return usage("id", "%s is no token; ids are 0 to %s".formatted(id, vocabulary - 1));
  }

  /** Does the work; what is no such error passes as it is. */
  static <T> T translated(Callable<T> work) {
    try {
      return work.call();
    } catch (org.isotopelm.base.IsotopeException e) {
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
