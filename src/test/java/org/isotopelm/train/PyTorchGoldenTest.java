package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.isotopelm.base.Json;
import org.isotopelm.data.Batch;
import org.isotopelm.math.Engine;
import org.isotopelm.math.product.Weights;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.optim.Optimizer;
import org.isotopelm.optim.OptimizerSpec;
import org.isotopelm.optim.algorithm.AdamW;
import org.isotopelm.optim.decay.Condition;
import org.isotopelm.optim.decay.DecayPlan;
import org.isotopelm.optim.decay.DecayRule;
import org.isotopelm.optim.decay.Form;
import org.isotopelm.optim.schedule.Horizon;
import org.isotopelm.optim.schedule.LearningRate;
import org.isotopelm.optim.schedule.Schedule;
import org.isotopelm.optim.schedule.ScheduleKind;
import org.isotopelm.param.Parameter;
import org.isotopelm.param.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Loss, every gradient and three steps of AdamW as PyTorch computes them. The values come from
 * src/bench/golden/golden.py; the files name PyTorch's version.
 */
class PyTorchGoldenTest {
  private static final EnumSet<Role> VECTORS = EnumSet.of(Role.BIAS, Role.NORM_GAIN);

  /** Of the largest element of a tensor. */
  private static final float TOLERANCE = 1e-5f;

  /**
   * A gradient below this share of its tensor's largest is rounding: of a key's bias, for one,
   * which moves all scores of a query alike. Adam divides it by its own size, so that it means
   * nothing what such a weight becomes.
   */
  private static final float ROUNDING = 1e-6f;

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "gpt", "llama", "lstm"})
  void steps_lossGradientsWeights_asPyTorch(String kind) throws IOException {
    JsonNode golden = read(kind);
    NeuralModel model =
        Models.create(spec(golden.get("model")), golden.get("vocabulary").asInt(), Engine.best());
    Optimizer optimizer = optimizer(golden.get("optimizer"), model);
    NeuralModel.Worker worker = model.worker();
    float[] values = new float[model.parameters().length()];
    for (Parameter p : model.parameters().parameters()) {
      System.arraycopy(tensor(golden, "initial", p), 0, values, p.offset(), p.size());
    }
    assertThat(golden.get("initial").size()).isEqualTo(model.parameters().parameters().size());
    float[] gradients = new float[values.length];
    for (int step = 0; step < 3; step++) {
      JsonNode expected = golden.get("steps").get(step);
      Batch batch = batch(model, golden.get("rows").asInt(), expected);
      int counted = batch.counted(0, batch.rows());
      Arrays.fill(gradients, 0);
      double nll =
          worker.gradients(new Weights(values), batch, 0, batch.rows(), 1f / counted, 0, gradients);
      double loss = expected.get("loss").asDouble();
      assertThat(nll / counted).isCloseTo(loss, within(TOLERANCE * loss));
      if (step == 0) {
        same(golden, "gradients", model, gradients);
      }
      optimizer.beginStep(1);
      for (int i = 0; i < optimizer.ranges().size(); i++) {
        optimizer.update(i, 0, values, gradients);
      }
    }
    same(golden, "final", model, values);
  }

  private static void same(JsonNode golden, String what, NeuralModel model, float[] found) {
    for (Parameter p : model.parameters().parameters()) {
      float[] expected = tensor(golden, what, p);
      float[] actual = Arrays.copyOfRange(found, p.offset(), p.end());
      if (what.equals("final")) {
        float[] gradients = tensor(golden, "gradients", p);
        float rounding = ROUNDING * largest(gradients);
        for (int i = 0; i < actual.length; i++) {
          expected[i] =
              gradients[i] != 0 && Math.abs(gradients[i]) < rounding ? actual[i] : expected[i];
        }
      }
      assertThat(actual)
          .as("%s of %s", what, p.name())
          .containsExactly(expected, within(TOLERANCE * largest(expected)));
    }
  }

  private static float largest(float[] x) {
    float largest = 0;
    for (float v : x) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  private static Optimizer optimizer(JsonNode golden, NeuralModel model) {
    double rate = golden.get("lr").asDouble();
    OptimizerSpec spec =
        new OptimizerSpec(
            new AdamW(
                List.of(
                    golden.get("betas").get(0).asDouble(), golden.get("betas").get(1).asDouble()),
                golden.get("eps").asDouble()),
            null,
            new LearningRate(rate, ScheduleKind.CONSTANT, "0", 1, "0"),
            List.of(
                rule(
                    "matrices",
                    EnumSet.complementOf(VECTORS),
                    golden.get("weight_decay").asDouble()),
                rule("vectors", VECTORS, 0)));
    Schedule schedule = Schedule.of(spec.learningRate(), 3);
    DecayPlan plan = DecayPlan.of(spec.decay(), model.parameters(), new Horizon(schedule, 1, 1));
    return new Optimizer(
        spec.algorithm(),
        plan,
        schedule,
        model.engine(),
        model.parameters().length(),
        1,
        () -> model.parameters().initialValues(1));
  }

  private static DecayRule rule(String name, Set<Role> roles, double lambda) {
    return new DecayRule(
        name, List.of(new Condition.OfRoles(List.copyOf(roles))), lambda, Form.DECOUPLED);
  }

  private static Batch batch(NeuralModel model, int rows, JsonNode step) {
    Batch batch = new Batch(rows, model.context(), model.targetsPerRow());
    fill(batch.inputs(), step.get("inputs"));
    fill(batch.targets(), step.get("targets"));
    fill(batch.starts(), step.get("starts"));
    return batch;
  }

  private static void fill(int[] to, JsonNode from) {
    assertThat(from.size()).isEqualTo(to.length);
    Arrays.setAll(to, i -> from.get(i).asInt());
  }

  private static ModelSpec.Neural spec(JsonNode model) {
    return Json.mapper().treeToValue(model, ModelSpec.Neural.class);
  }

  private static float[] tensor(JsonNode golden, String what, Parameter p) {
    byte[] bytes = Base64.getDecoder().decode(golden.get(what).get(p.name()).asString());
    float[] values = new float[p.size()];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    assertThat(bytes).hasSize(values.length * Float.BYTES);
    return values;
  }

  private static JsonNode read(String kind) throws IOException {
    String name = "/golden/" + kind + ".json";
    try (InputStream in = PyTorchGoldenTest.class.getResourceAsStream(name)) {
      return Json.mapper().readTree(Objects.requireNonNull(in, name));
    }
  }
}
