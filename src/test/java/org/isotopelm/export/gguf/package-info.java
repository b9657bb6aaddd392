@org.jspecify.annotations.NullMarked
package org.isotopelm.export.gguf;
