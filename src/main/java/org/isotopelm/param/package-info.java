/** Parameters of a model: name, shape, role, and where each stands in one flat array. */
@NullMarked
package org.isotopelm.param;

import org.jspecify.annotations.NullMarked;
