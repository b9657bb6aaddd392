/** What a training learns from another model: its distributions over the training split. */
@NullMarked
package org.isotopelm.teacher;

import org.jspecify.annotations.NullMarked;
