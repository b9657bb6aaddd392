@NullMarked
package org.isotopelm.survey;

import org.jspecify.annotations.NullMarked;
