/**
 * A study's tasks on the machines of a cluster, by Apache Spark. No other package knows Spark,
 * whose classes the user's own Spark gives.
 */
@NullMarked
package org.isotopelm.cluster;

import org.jspecify.annotations.NullMarked;
