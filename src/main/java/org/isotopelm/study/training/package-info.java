/** How a cell is trained: texts of folds, recipes, runs, workers. */
@NullMarked
package org.isotopelm.study.training;

import org.jspecify.annotations.NullMarked;
