/** Networks whose weights go on learning from the text that they have scored. */
@NullMarked
package org.isotopelm.model.dynamic;

import org.jspecify.annotations.NullMarked;
