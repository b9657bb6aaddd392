/** Parameters of a model: name, shape, role, and the place of each in one flat array. */
@NullMarked
package org.isotopelm.param;

import org.jspecify.annotations.NullMarked;
