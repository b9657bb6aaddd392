/** Files and folders that a user names: what may be read there, and what may be written. */
@NullMarked
package org.isotopelm.cli.files;

import org.jspecify.annotations.NullMarked;
