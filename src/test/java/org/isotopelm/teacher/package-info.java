@NullMarked
package org.isotopelm.teacher;

import org.jspecify.annotations.NullMarked;
