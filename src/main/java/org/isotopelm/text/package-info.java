/** Corpora to documents; splits and folds by document. */
@NullMarked
package org.isotopelm.text;

import org.jspecify.annotations.NullMarked;
