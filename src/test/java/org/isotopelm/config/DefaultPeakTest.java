package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.isotopelm.model.ModelSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultPeakTest {
  @TempDir Path folder;

  private LoadedConfig config(String model, String optimizer) throws IOException {
    return new Sample().with("model", model).with("optimizer", optimizer).read(folder);
  }

  private static double peak(LoadedConfig config) {
    return Gradients.optimizer(config.config()).learningRate().peak();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {kind: mlp, context: 4, embedding: 512, hidden: [16]}                 | 2e-2
          {kind: mlp, context: 4, embedding: 32, hidden: [128]}                 | 1.6e-2
          {kind: mlp, context: 4, embedding: 64, hidden: [64, 256, 128]}        | 7.8e-3
          {kind: mlp, context: 4, embedding: 64, hidden: [1024]}                | 2e-3
          {kind: lstm, layers: 1, width: 48, embedding: 48, context: 32}        | 2e-2
          {kind: lstm, layers: 2, width: 200, embedding: 200, context: 35}      | 1e-2
          {kind: lstm, layers: 2, width: 650, embedding: 650, context: 35}      | 3.1e-3
          {kind: gpt, layers: 1, heads: 2, width: 8, context: 16}               | 2e-2
          {kind: gpt, layers: 4, heads: 4, width: 128, context: 64}             | 3.9e-3
          {kind: gpt, layers: 6, heads: 6, width: 384, context: 256}            | 1.3e-3
          {kind: gpt, layers: 12, heads: 12, width: 768, context: 1024}         | 6.5e-4
          """)
  void peak_namedNowhere_isThatOfKindAndWidth(String model, double peak) throws IOException {
    assertThat(peak(config(model, "{}"))).isEqualTo(peak);
    assertThat(peak(config(model, "{learning_rate: {warmup: 3}}"))).isEqualTo(peak);
  }

  @Test
  void peak_named_isKept() throws IOException {
    String model = "{kind: gpt, layers: 2, heads: 2, width: 32, context: 32}";

    assertThat(peak(config(model, "{learning_rate: {peak: 1e-3}}"))).isEqualTo(1e-3);
  }

  @Test
  void peak_namedNowhere_isWrittenIntoTheConfig() throws IOException {
    LoadedConfig config =
        config("{kind: gpt, layers: 2, heads: 2, width: 64, context: 32}", "{kind: adamw}");

    assertThat(ConfigFile.toYaml(config.config())).contains("peak: 0.0078");
  }

  @Test
  void peak_widthVaried_followsIt() throws IOException {
    LoadedConfig config =
        config("{kind: gpt, layers: 2, heads: 2, width: 64, context: 32}", "{kind: adamw}");
    Config wide = config.with(Map.of("model.width", 256));

    assertThat(((ModelSpec.Gpt) wide.model()).width()).isEqualTo(256);
    assertThat(Gradients.optimizer(wide).learningRate().peak()).isEqualTo(2e-3);
  }
}
