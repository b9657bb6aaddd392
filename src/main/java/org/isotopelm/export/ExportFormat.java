package org.isotopelm.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.isotopelm.base.IsotopeException;

/** The formats of exports. */
public enum ExportFormat {
  /** The weights alone, under Isotope's names, in one file; for every network. */
  SAFETENSORS("model.safetensors"),
  /** A folder that transformers loads as GPT2LMHeadModel; for gpt. */
  HUGGINGFACE("huggingface"),
  /** A ComputationGraph in the zip of Deeplearning4j's ModelSerializer; for mlp. */
  DEEPLEARNING4J("deeplearning4j.zip"),
  /** A text that KenLM and SRILM load; for counted n-grams. */
  ARPA("model.arpa");

  private final String fileName;

  ExportFormat(String fileName) {
    this.fileName = fileName;
  }

  /** The name that a user gives. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of the file or folder if the user gives none. */
  public String fileName() {
    return fileName;
  }

  /** The format with this label; any other label is an error of usage. */
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
