@NullMarked
package org.isotopelm.model.ngram;

import org.jspecify.annotations.NullMarked;
