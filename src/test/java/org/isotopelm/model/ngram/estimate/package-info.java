@org.jspecify.annotations.NullMarked
package org.isotopelm.model.ngram.estimate;
