/**
 * Work on the machines of a cluster, by Apache Spark: a study's tasks, the shards of a training,
 * and counting for tokenizers and n-grams. No other package knows Spark, whose classes the user's
 * own Spark gives.
 */
@NullMarked
package org.isotopelm.cluster;

import org.jspecify.annotations.NullMarked;
