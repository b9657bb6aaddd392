package org.isotopelm.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.isotopelm.IsotopeException;

/** What a model can be exported to. */
public enum ExportFormat {
  /** The weights alone, under their names here: one file, every kind of model. */
  SAFETENSORS("model.safetensors"),
  /** A folder that transformers loads as GPT2LMHeadModel: gpt. */
  HUGGINGFACE("huggingface"),
  /** A ComputationGraph in the zip of Deeplearning4j's ModelSerializer: mlp. */
  DEEPLEARNING4J("deeplearning4j.zip");

  private final String fileName;

  ExportFormat(String fileName) {
    this.fileName = fileName;
  }

  /** The name by which a user asks for it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of the file or folder where a user gives none. */
  public String fileName() {
    return fileName;
  }

  /** The format with this label; any other is a mistake of usage. */
  public static ExportFormat of(String label) {
    return Arrays.stream(values())
        .filter(format -> format.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                IsotopeException.usage(
                    "to",
                    "%s is not a format; use one of %s"
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(ExportFormat::label)
                                .collect(Collectors.joining(", ")))));
  }
}
