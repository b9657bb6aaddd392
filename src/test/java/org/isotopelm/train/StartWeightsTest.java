package org.isotopelm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.isotopelm.checkpoint.CheckpointWriter;
import org.isotopelm.checkpoint.RunReader;
import org.isotopelm.checkpoint.RunSeal;
import org.isotopelm.checkpoint.Safetensors;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.param.Initial;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartWeightsTest {
  private static final ParameterSet TWO = twoBy(3);

  @TempDir Path folder;
  private Path base;

  private static ParameterSet twoBy(int columns) {
    ParameterSet.Builder builder = ParameterSet.builder();
    builder.add("weight", Role.HEAD, -1, new Initial.Constant(0), 2, columns);
    return builder.build();
  }

  @BeforeEach
  void writeRun() throws IOException {
    base = Files.createDirectory(folder.resolve("base"));
    Files.writeString(base.resolve(RunSeal.CONFIG), "");
    save(1, 1, 2, 3, 4, 5, 6);
  }

  private void save(long step, float... values) {
    new CheckpointWriter(base.resolve(RunReader.FOLDER))
        .save(
            step,
            step,
            Map.of(
                RunReader.MODEL,
                out ->
                    Safetensors.write(
                        out, List.of(Tensor.of("weight", List.of(2, 3), values)), Map.of())));
  }

  private StartRun now() {
    return new StartRun(base, new StartRun(base, null).found());
  }

  @Test
  void of_askedTwice_readsOnce() throws IOException {
    StartWeights weights = StartWeights.ofRuns();
    StartRun run = now();
    float[] first = weights.of(run, TWO);
    assertThat(first).startsWith(1, 2, 3, 4, 5, 6);
    Files.delete(base.resolve("checkpoints/step-1/model.safetensors"));
    assertThat(weights.of(run, TWO)).isSameAs(first);
  }

  @Test
  void of_otherWeightsThanThoseAskedFor_isRefused() {
    StartRun run = now();
    save(2, 9, 9, 9, 9, 9, 9);
    assertThatThrownBy(() -> StartWeights.ofRuns().of(run, TWO))
        .hasMessageContaining("its best weights have changed since this training began");
  }

  @Test
  void requireShapes_ofAnotherModel_namesTheTensor() {
    RunReader.requireShapes(base, "best", TWO);
    assertThatThrownBy(() -> RunReader.requireShapes(base, "best", twoBy(4)))
        .hasMessageContaining("tensor weight: found shape [2, 3], expected [2, 4]");
  }

  /** The weights are damaged, and the header is whole: what reads only shapes does not notice. */
  @Test
  void requireShapes_ofDamagedWeights_readsNone() throws IOException {
    Path model = base.resolve("checkpoints/step-1/model.safetensors");
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length - 1] ^= 1;
    Files.write(model, bytes);
    RunReader.requireShapes(base, "best", TWO);
    assertThatThrownBy(() -> StartWeights.ofRuns().of(now(), TWO))
        .hasMessageContaining("found checksum");
  }

  @Test
  void keep_thenWithoutTheRun_givesTheSameWeights() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    StartRun start = now();
    StartWeights.ofRuns().keep(start, run);
    Files.move(base, folder.resolve("elsewhere"));
    assertThat(StartWeights.keptIn(run).of(start, TWO)).startsWith(1, 2, 3, 4, 5, 6);
  }
}
