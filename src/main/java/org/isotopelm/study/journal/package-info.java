/** What a study keeps on disk: its journal, its folders, its looks at the test split. */
@NullMarked
package org.isotopelm.study.journal;

import org.jspecify.annotations.NullMarked;
