@NullMarked
package org.isotopelm.token.pipeline;

import org.jspecify.annotations.NullMarked;
