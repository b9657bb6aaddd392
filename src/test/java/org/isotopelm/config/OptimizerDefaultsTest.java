package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.optim.algorithm.Adam;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.algorithm.Algorithm;
import org.isotopelm.optim.algorithm.Lion;
import org.isotopelm.optim.algorithm.Muon;
import org.isotopelm.optim.algorithm.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a config that names an optimizer and nothing else gets, in the record and as written. */
class OptimizerDefaultsTest {
  @TempDir Path folder;

  private Config read(String optimizer) throws IOException {
    return new Sample().with("optimizer", optimizer).read(folder).config();
  }

  private Algorithm algorithm(String optimizer) throws IOException {
    return Gradients.optimizer(read(optimizer)).algorithm();
  }

  @Test
  void read_kindAlone_hasTheDocumentedKeys() throws IOException {
    assertThat(algorithm("{}")).isEqualTo(new AdamW(List.of(0.9, 0.95), 1e-8));
    assertThat(algorithm("{kind: adam}")).isEqualTo(new Adam(List.of(0.9, 0.95), 1e-8));
    assertThat(algorithm("{kind: sgd}")).isEqualTo(new Sgd(0.9, false));
    assertThat(algorithm("{kind: lion}")).isEqualTo(new Lion(List.of(0.9, 0.99)));
    assertThat(algorithm("{kind: muon}"))
        .isEqualTo(new Muon(0.95, true, 5, List.of(0.9, 0.95), 1e-8));
  }

  /** Adam's decay is in the gradient: the default of AdamW would be another algorithm. */
  @ParameterizedTest
  @CsvSource({"adamw, decoupled", "adam, l2", "sgd, l2", "lion, decoupled", "muon, decoupled"})
  void read_formUnsaid_isTheOptimizersAndIsWrittenOut(String kind, String form) throws IOException {
    Config config = read("{kind: %s, decay: [{group: all, lambda: 0.01}]}".formatted(kind));
    assertThat(ConfigFile.toYaml(config))
        .contains("kind: " + kind + "\n")
        .containsPattern("lambda: 0.01,.* form: " + form + "[,}]");
  }

  @ParameterizedTest
  @CsvSource({"adamw, l2", "adam, decoupled", "sgd, decoupled", "lion, l2", "muon, l2"})
  void read_formOfAnother_stays(String kind, String form) throws IOException {
    String rule = "{group: all, lambda: 0.01, form: %s}".formatted(form);
    Config config = read("{kind: %s, decay: [%s]}".formatted(kind, rule));
    assertThat(ConfigFile.toYaml(config)).containsPattern("lambda: 0.01,.* form: " + form + "[,}]");
  }

  /** AdamW's peak for this model is 1.6e-2. */
  @ParameterizedTest
  @CsvSource({
    "{kind: adamw}, 0.016, 0.1",
    "{kind: adam}, 0.016, 1.0E-4",
    "{kind: sgd}, 0.96, 1.0E-4",
    "'{kind: sgd, momentum: 0}', 0.96, 1.0E-4",
    "'{kind: sgd, momentum: 0.95}', 0.48, 1.0E-4",
    "{kind: lion}, 0.0016, 1.0",
    "{kind: muon}, 0.016, 0.1",
  })
  void read_peakAndDecayUnsaid_areTheOptimizers(String optimizer, String peak, String lambda)
      throws IOException {
    assertThat(ConfigFile.toYaml(read(optimizer)))
        .contains("{peak: " + peak + ",", "{group: rest, lambda: " + lambda + ",")
        .contains("lambda: 0.0\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'{kind: sgd, betas: [0.9, 0.9]}', betas",
    "'{kind: lion, epsilon: 1e-8}', epsilon",
    "'{kind: adam, momentum: 0.9}', momentum",
    "'{kind: sgd, momentum: 1}', momentum",
    "'{kind: lion, betas: [0.9]}', betas",
    "'{kind: muon, steps: 0}', steps",
    "'{kind: rmsprop}', rmsprop",
  })
  void read_keyOfAnotherOptimizer_isRefusedAtItsPlace(String optimizer, String word)
      throws IOException {
    assertThat(new Sample().with("optimizer", optimizer).complaints(folder))
        .singleElement()
        .asString()
        .matches("c\\.yaml:5:\\d+: optimizer.*" + word + ".*");
  }
}
