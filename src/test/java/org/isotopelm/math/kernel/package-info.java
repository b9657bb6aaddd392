@org.jspecify.annotations.NullMarked
package org.isotopelm.math.kernel;
