/** A config with the text, plan and engine that follow from it, and runs that were trained. */
@NullMarked
package org.isotopelm.project;

import org.jspecify.annotations.NullMarked;
