package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.base.Differences;
import org.isotopelm.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Journals hold configs as an earlier program wrote them; a study goes on with the same alone. */
class EarlierConfigTest {
  /** What Isotope 0.1 wrote into the journal of a study, without its engine. */
  private static final String WRITTEN_BY_0_1 =
      """
          {"data":{"boundaries":null,"corpus":null,"documents":null,"field":null,"files":["t.txt"],
          "format":null,"group":null,"limit":null,"on_error":"fail","split":{"contiguous":false,
          "seed":1,"test":0.0,"test_files":[],"validation":0.1,"validation_files":[]}},
          "model":{"activation":"tanh","biases":true,"context":2,"direct":false,"embedding":4,
          "embedding_std":0.1,"hidden":[8],"kind":"mlp","residual":false,"tied":false},
          "optimizer":{"betas":[0.9,0.95],"clip":1.0,"decay":[{"group":"e",
          "roles":["token_embedding"],"match":null,"layers":null,"lambda":0.1,"half_life":null,
          "exposure":null,"timescale":null,"form":"decoupled","learning_rate_factor":1.0},
          {"group":"w","roles":null,"match":null,"layers":null,"lambda":0.1,"half_life":null,
          "exposure":null,"timescale":null,"form":"decoupled","learning_rate_factor":1.0}],
          "epsilon":1e-08,"kind":"adamw","learning_rate":{"anneal":"20%","floor":0.0,"peak":0.01,
          "schedule":"cosine","warmup":"5%"}},
          "study":{"fold_order":"hash","folds":2,"hold":"lambda","opponents":{},"outer_folds":0,
          "pruning":{"kind":"none"},"retries":1,"search":{"kind":"grid"},"seed":1,"seeds":1,
          "space":{"lambda":{"integer":false,"log_uniform":null,"set":["optimizer.decay.w.lambda"],
          "uniform":null,"values":[0,0.1,1],"when":{}}},"tokenizer":"refit","try_first":[]},
          "tokenizer":{"file":null,"kind":"char","minimum_count":null,"pattern":null,
          "vocabulary":null,"words":null},
          "train":{"accumulation":1,"batch":32,"checkpoint":{"every":null,"keep":"best+last"},
          "early_stopping":null,"epochs":null,"evaluate":{"every":null},"seed":1,"shards":1,
          "steps":12}}
      """;

  @TempDir Path folder;

  @Test
  void write_configWithoutNewKeys_isAsVersion01WroteIt() throws IOException {
    Config config =
        new Sample()
            .with("data", "{files: [t.txt], split: {validation: 0.1, test: 0, seed: 1}}")
            .with("model", "{kind: mlp, context: 2, embedding: 4, hidden: [8], tied: false}")
            .with("train", "{steps: 12, batch: 32, shards: 1, seed: 1}")
            .with(
                "optimizer",
                "{kind: adamw, learning_rate: {peak: 1e-2}, decay: [{group: e, roles:"
                    + " [token_embedding], lambda: 0.1}, {group: w, lambda: 0.1}]}")
            .with(
                "study",
                "{search: {kind: grid}, folds: 2, space: {lambda: {set:"
                    + " [optimizer.decay.w.lambda], values: [0, 0.1, 1]}}}")
            .read(folder)
            .config();
    ObjectNode now = Json.mapper().valueToTree(config);
    now.remove("engine");
    ((ObjectNode) now.path("study")).remove(List.of("budget", "counted")); // may change
    ((ObjectNode) now.path("data")).putArray("files").add("t.txt");

    // As studies compare them: a key that is null and one that is not there are the same.
    assertThat(Differences.of(Json.mapper().readTree(WRITTEN_BY_0_1), now)).isEmpty();
  }

  @Test
  void of_nullAndAbsent_areTheSame() {
    assertThat(
            Differences.of(
                Json.mapper().readTree("{\"a\":1,\"b\":null}"),
                Json.mapper().readTree("{\"a\":1,\"c\":null}")))
        .isEmpty();
    assertThat(
            Differences.of(
                Json.mapper().readTree("{\"a\":1}"), Json.mapper().readTree("{\"a\":null}")))
        .containsExactly("a was 1, is null");
  }
}
