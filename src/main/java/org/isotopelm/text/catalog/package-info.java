/** Corpora by name: fetched as Maven artifacts, checked and prepared once. */
@NullMarked
package org.isotopelm.text.catalog;

import org.jspecify.annotations.NullMarked;
