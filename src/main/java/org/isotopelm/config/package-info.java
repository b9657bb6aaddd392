/** One YAML file to the records of the other packages, with every error at its line and column. */
@NullMarked
package org.isotopelm.config;

import org.jspecify.annotations.NullMarked;
