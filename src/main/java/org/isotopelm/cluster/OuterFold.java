package org.isotopelm.cluster;

import java.io.Serializable;

/**
 * An outer fold of nested cross-validation.
 *
 * @param fold 0-based
 */
record OuterFold(int fold, int folds) implements Serializable {}
