/** Language models: hand-written forward and backward passes on flat arrays. */
@NullMarked
package org.isotopelm.model;

import org.jspecify.annotations.NullMarked;
