@NullMarked
package org.isotopelm.model.ngram.arpa;

import org.jspecify.annotations.NullMarked;
