package org.isotopelm.study.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.isotopelm.config.Config;
import org.isotopelm.config.ConfigFile;
import org.isotopelm.config.Gradients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoupledSearchTest {
  private static final String ETA =
      "eta: {set: [optimizer.learning_rate.peak], values: [0.01, 0.02]}";
  private static final String LAMBDA =
      "lambda: {set: [optimizer.decay.rest.lambda], values: [0, 0.1]}";

  @TempDir Path folder;

  private Optional<String> warning(String form, String space) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.yaml"),
            """
            data: {files: [a.txt]}
            tokenizer: {kind: byte}
            model: {kind: mlp, context: 2, embedding: 4, hidden: [4]}
            train: {steps: 9, batch: 4}
            optimizer:
              kind: adamw
              decay: [{group: biases, roles: [bias], lambda: 0}, {group: rest, lambda: 0.1, form: %s}]
            study:
              space: {%s}
            """
                .formatted(form, space));
    Config config = ConfigFile.read(file, List.of()).config();
    return CoupledSearch.warning(
        Objects.requireNonNull(config.study()), Gradients.optimizer(config).decay());
  }

  @ParameterizedTest
  @ValueSource(strings = {"decoupled", "corrected", "cautious"})
  void warning_lambdaAndRateOfCoupledDecay_namesGroupAndRemedy(String form) throws IOException {
    assertThat(warning(form, LAMBDA + ", " + ETA).orElseThrow())
        .contains("decay of rest takes η·λ", "search exposure", "form: independent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"independent", "constant", "l2"})
  void warning_decayThatDoesNotFollowTheRate_none(String form) throws IOException {
    assertThat(warning(form, LAMBDA + ", " + ETA)).isEmpty();
  }

  @Test
  void warning_oneOfBothSearched_orExposure_none() throws IOException {
    assertThat(warning("decoupled", LAMBDA)).isEmpty();
    assertThat(warning("decoupled", ETA)).isEmpty();
    String exposure = "kappa: {set: [optimizer.decay.rest.exposure], values: [1, 2]}";
    assertThat(warning("decoupled", exposure + ", " + ETA)).isEmpty();
  }
}
