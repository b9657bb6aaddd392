package org.isotopelm.export.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.checkpoint.NumberType;
import org.isotopelm.math.Engine;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.neural.Models;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.junit.jupiter.api.Test;

/** Files are those of the Python package gguf, byte by byte (src/test/golden/llama_cpp.py). */
class GgufGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/gguf");

  @Test
  void write_gpt2InHalfPrecision_isTheFileOfThePythonPackage() throws IOException {
    ModelSpec.Gpt spec = ModelSpec.Gpt.gpt2(1, 2, 8, 4, 0, true, true, 0.02);
    assertSame("gpt2-f16", spec, NumberType.F16);
  }

  @Test
  void write_llamaInBlocksOfEightBits_isTheFileOfThePythonPackage() throws IOException {
    ModelSpec.Gpt spec =
        new ModelSpec.Gpt(
            1,
            4,
            32,
            4,
            2,
            ModelSpec.Normalisation.RMS,
            ModelSpec.Positions.ROTARY,
            ModelSpec.FeedForward.SWIGLU,
            0,
            false,
            false,
            0.02);
    assertSame("llama-q8_0", spec, NumberType.Q8_0);
  }

  private static void assertSame(String name, ModelSpec.Gpt spec, NumberType type)
      throws IOException {
    Tokenizer tokenizer = TokenizerFile.read(GOLDEN.resolve("tokenizer.json"));
    ParameterSet parameters =
        Models.create(spec, tokenizer.vocabulary(), Engine.reference()).parameters();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new GgufModel(name, spec, tokenizer, parameters, values(parameters), type).write(out);
    assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(GOLDEN.resolve(name + ".gguf")));
  }

  /** As in the script. */
  private static float[] values(ParameterSet parameters) {
    float[] values = new float[parameters.length()];
    List<Parameter> all = parameters.parameters();
    for (int p = 0; p < all.size(); p++) {
      for (int i = 0; i < all.get(p).size(); i++) {
        values[all.get(p).offset() + i] = ((37 * i + 11 * p) % 101 - 50) / 64f;
      }
    }
    return values;
  }
}
