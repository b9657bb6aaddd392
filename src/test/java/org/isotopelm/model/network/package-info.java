@NullMarked
package org.isotopelm.model.network;

import org.jspecify.annotations.NullMarked;
