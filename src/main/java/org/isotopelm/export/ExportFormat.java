package org.isotopelm.export;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.NumberType;

/** The formats of exports. */
public enum ExportFormat {
  SAFETENSORS(
      "model.safetensors",
      "the weights of any network in one file, with its config and tokenizer",
      SafetensorsExport::write,
      NumberType.F32,
      NumberType.F16,
      NumberType.BF16),
  HUGGINGFACE(
      "huggingface",
      "a gpt as a folder that transformers loads offline, with its tokenizer and a model card",
      HuggingFaceExport::write,
      NumberType.F32,
      NumberType.F16,
      NumberType.BF16),
  GGUF(
      "model.gguf",
      "a gpt of GPT-2's or Llama's shape as a file that llama.cpp loads, with its tokenizer",
      GgufExport::write,
      NumberType.F32,
      NumberType.F16,
      NumberType.BF16,
      NumberType.Q8_0),
  ONNX(
      "model.onnx",
      "a network as a file for ONNX Runtime, with its tokenizer",
      OnnxExport::write,
      NumberType.F32,
      NumberType.F16,
      NumberType.BF16),
  DEEPLEARNING4J(
      "deeplearning4j.zip",
      "an mlp or an lstm as a zip for its ModelSerializer",
      Deeplearning4jExport::write,
      NumberType.F32),
  ARPA(
      "model.arpa",
      "n-grams as a text for KenLM and SRILM, compressed if its name ends in .gz; counted ones as they are, a network approximated",
      ArpaExport::write,
      NumberType.F32);

  /** Writes the whole export or nothing, and returns notes for the user. */
  private interface Writer {
    List<String> write(Export export) throws IOException;
  }

  private final String fileName;
  private final String summary;

  @SuppressWarnings("ImmutableEnumChecker") // a method
  private final Writer writer;

  @SuppressWarnings("ImmutableEnumChecker") // a list that cannot be changed
  private final List<NumberType> types;

  /**
   * @param types of numbers that it can hold, the default first
   */
  ExportFormat(String fileName, String summary, Writer writer, NumberType... types) {
    this.fileName = fileName;
    this.summary = summary;
    this.writer = writer;
    this.types = List.of(types);
  }

  List<String> write(Export export) throws IOException {
    return writer.write(export);
  }

  /** The name that a user gives. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of the file or folder if the user gives none. */
  public String fileName() {
    return fileName;
  }

  /** What it holds, and for which models. */
  public String summary() {
    return summary;
  }

  /** The format with this label; any other label is an error of usage. */
  public static ExportFormat of(String label) {
    return Arrays.stream(values())
        .filter(format -> format.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.usage(
                    "to", "%s is not a format; use one of %s".formatted(label, labels())));
  }

  /** All labels, with commas between them. */
  public static String labels() {
    return Arrays.stream(values()).map(ExportFormat::label).collect(Collectors.joining(", "));
  }

  /** The type with this label; the default one if none is asked for. */
  public NumberType type(Optional<String> label) {
    return label.isEmpty()
        ? types.getFirst()
        : types.stream()
            .filter(type -> type.label().equals(label.get()))
            .findFirst()
            .orElseThrow(
                () ->
                    ProblemException.usage(
                        "type",
                        "%s cannot be written as %s; %s"
                            .formatted(label(), label.get(), otherTypes())));
  }

  private String otherTypes() {
    return types.size() == 1
        ? "it has one type of numbers, so leave it out"
        : "use " + types.stream().map(NumberType::label).collect(Collectors.joining(", "));
  }
}
