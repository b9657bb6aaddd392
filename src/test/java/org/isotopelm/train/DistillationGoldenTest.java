package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import org.isotopelm.base.Json;
import org.isotopelm.data.Batch;
import org.isotopelm.data.SoftLoss;
import org.isotopelm.data.SoftTargetFiles;
import org.isotopelm.data.SoftTargets;
import org.isotopelm.math.Engine;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.param.Parameter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Loss and gradients with soft targets as PyTorch computes them. The values come from
 * src/bench/golden/distillation.py; the file names PyTorch's version.
 */
class DistillationGoldenTest {
  /** Of the largest element of a tensor. */
  private static final float TOLERANCE = 1e-5f;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "gpt", "llama", "lstm"})
  void gradients_withSoftTargets_asPyTorch(String kind) throws IOException {
    JsonNode golden = read(kind);
    JsonNode all = read("distillation");
    JsonNode expected = all.get(kind);
    int top = all.get("top").asInt();
    double weight = all.get("weight").asDouble();
    int[] ids = ints(expected.get("ids"));
    float[] q = new float[ids.length];
    for (int i = 0; i < q.length; i++) {
      q[i] = (float) expected.get("probabilities").get(i).asDouble();
    }
    SoftTargets targets = SoftTargetFiles.of(folder.resolve("soft"), top, ids, q);
    NeuralModel model =
        Models.create(
            Json.mapper().treeToValue(golden.get("model"), ModelSpec.Neural.class),
            golden.get("vocabulary").asInt(),
            Engine.best());
    Batch batch = batch(model, golden, SoftLoss.of(targets, weight));
    float[] values = new float[model.parameters().length()];
    for (Parameter p : model.parameters().parameters()) {
      System.arraycopy(tensor(golden, "initial", p), 0, values, p.offset(), p.size());
    }
    int counted = batch.counted(0, batch.rows());
    float[] gradients = new float[values.length];
    NeuralModel.Worker worker = model.worker();
    Weights weights = new Weights(values);
    worker.gradients(weights, batch, 0, batch.rows(), 1f / counted, 0, gradients);

    double loss = loss(model, worker, weights, batch, top);
    assertThat(loss / counted).isCloseTo(expected.get("loss").asDouble(), within(TOLERANCE * 5.0));
    for (Parameter p : model.parameters().parameters()) {
      float[] tensor = tensor(expected, "gradients", p);
      float largest = 0;
      for (float x : tensor) {
        largest = Math.max(largest, Math.abs(x));
      }
      assertThat(Arrays.copyOfRange(gradients, p.offset(), p.end()))
          .as(p.name())
          .containsExactly(tensor, within(TOLERANCE * largest));
    }
  }

  /** As the documentation defines it, of what the model says. */
  private static double loss(
      NeuralModel model, NeuralModel.Worker worker, Weights weights, Batch batch, int top) {
    int V = model.vocabulary();
    float alpha = batch.softLoss().weight();
    float[] p = new float[batch.targets().length * V];
    worker.distributions(weights, batch, 0, batch.rows(), p);
    int[] ids = new int[top];
    float[] q = new float[top];
    double sum = 0;
    for (int i = 0; i < batch.targets().length; i++) {
      if (batch.targets()[i] != Batch.IGNORED) {
        batch.softLoss().copy(i, ids, q, 0);
        double restOfQ = 1;
        double restOfP = 1;
        double soft = 0;
        for (int k = 0; k < top; k++) {
          restOfQ -= q[k];
          restOfP -= p[i * V + ids[k]];
          soft -= q[k] * Math.log(p[i * V + ids[k]]);
        }
        soft -= restOfQ * Math.log(restOfP);
        sum += alpha * soft - (1 - alpha) * Math.log(p[i * V + batch.targets()[i]]);
      }
    }
    return sum;
  }

  private static Batch batch(NeuralModel model, JsonNode golden, SoftLoss loss) {
    JsonNode step = golden.get("steps").get(0);
    int rows = golden.get("rows").asInt();
    Batch batch = new Batch(rows, model.context(), model.targetsPerRow(), new float[0], loss);
    fill(batch.inputs(), step.get("inputs"));
    fill(batch.targets(), step.get("targets"));
    fill(batch.starts(), step.get("starts"));
    Arrays.setAll(batch.positions(), i -> i);
    return batch;
  }

  private static void fill(int[] to, JsonNode from) {
    System.arraycopy(ints(from), 0, to, 0, to.length);
  }

  private static int[] ints(JsonNode list) {
    int[] ints = new int[list.size()];
    Arrays.setAll(ints, i -> list.get(i).asInt());
    return ints;
  }

  private static float[] tensor(JsonNode golden, String what, Parameter p) {
    byte[] bytes = Base64.getDecoder().decode(golden.get(what).get(p.name()).asString());
    float[] values = new float[p.size()];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static JsonNode read(String kind) throws IOException {
    String name = "/golden/" + kind + ".json";
    try (InputStream in = DistillationGoldenTest.class.getResourceAsStream(name)) {
      return Json.mapper().readTree(Objects.requireNonNull(in, name));
    }
  }
}
