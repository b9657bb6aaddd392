/** What a study says: findings, each with the figures it rests on, and their sentences. */
@NullMarked
package org.isotopelm.study.verdict;

import org.jspecify.annotations.NullMarked;
