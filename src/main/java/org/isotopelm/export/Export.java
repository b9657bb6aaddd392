package org.isotopelm.export;

import java.nio.file.Path;
import org.isotopelm.checkpoint.NumberType;

/**
 * What to write, and where.
 *
 * @param target the file or folder
 * @param force replaces an earlier export there
 * @param type of the numbers, where the format has a choice
 */
public record Export(TrainedModel model, Path target, boolean force, NumberType type) {}
