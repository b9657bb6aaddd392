/** What a language model is, whatever it is made of, and how a config describes one. */
@NullMarked
package org.isotopelm.model;

import org.jspecify.annotations.NullMarked;
