/** Networks as graphs of ONNX's operators, in ONNX's file format. */
@NullMarked
package org.isotopelm.export.onnx;

import org.jspecify.annotations.NullMarked;
