package org.isotopelm.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CheckpointsTest {
  private static final List<String> FILES =
      List.of("model.safetensors", "optimizer.safetensors", "state.json");

  @TempDir private Path parent;
  private Path folder = Path.of("");

  @BeforeEach
  void nameFolder() {
    folder = parent.resolve("checkpoints");
  }

  private static Tensor weight(float[] values) {
    return Tensor.of("weight", List.of(2), values);
  }

  private static Map<String, AtomicFile.Writer> files(long step) {
    Map<String, AtomicFile.Writer> files = new LinkedHashMap<>();
    for (String name : FILES) {
      files.put(
          name,
          name.endsWith("json")
              ? out -> out.write(("{\"step\": " + step + "}\n").getBytes(StandardCharsets.UTF_8))
              : out ->
                  Safetensors.write(out, List.of(weight(new float[] {step, -step})), Map.of()));
    }
    return files;
  }

  private CheckpointWriter writer() {
    return new CheckpointWriter(folder);
  }

  private CheckpointWriter saved(long... steps) {
    CheckpointWriter writer = writer();
    for (long step : steps) {
      writer.save(step, step, files(step));
    }
    return writer;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static void readAll(Checkpoint checkpoint) {
    FILES.forEach(checkpoint::read);
  }

  private ProblemException openError(String which) {
    ProblemException error =
        catchThrowableOfType(
            ProblemException.class, () -> readAll(new Checkpoints(folder).open(which)));
    assertThat(error.exitCode()).isEqualTo(ExitCode.DATA);
    return error;
  }

  @Test
  void save_thenOpen_givesBackWhatWasWritten() throws IOException {
    CheckpointWriter writer = writer();
    writer.save(10, 10, files(10));
    writer.save(20, 10, files(20));

    Checkpoints checkpoints = new Checkpoints(folder);
    assertThat(checkpoints.steps()).containsExactly(20L, 10L);
    assertThat(checkpoints.open("last").step()).isEqualTo(20);
    assertThat(checkpoints.open("best").step()).isEqualTo(10);
    assertThat(checkpoints.open("step-10").name()).isEqualTo("step-10");
    assertThat(names()).containsExactly("best", "last", "step-10", "step-20");
    assertThat(folder.resolve("best")).hasContent("step-10");
    assertThat(folder.resolve("last")).hasContent("step-20");

    float[] values = new float[2];
    checkpoints.open("last").read("model.safetensors", List.of(weight(values)));
    assertThat(values).containsExactly(20, -20);
    assertThat(checkpoints.open("last").read("state.json"))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"step\": 20}\n");
  }

  @Test
  void save_manifest_saysStepBestAndEveryFile() throws IOException {
    saved(5);
    JsonNode manifest =
        Json.mapper().readTree(Files.readAllBytes(folder.resolve("step-5/manifest.json")));
    assertThat(manifest.get("format").asString()).isEqualTo("isotope-checkpoint");
    assertThat(manifest.get("version").asInt()).isEqualTo(1);
    assertThat(manifest.get("step").asLong()).isEqualTo(5);
    assertThat(manifest.get("files").propertyNames()).containsExactlyElementsOf(FILES);
    JsonNode state = manifest.get("files").get("state.json");
    assertThat(state.get("bytes").asInt()).isEqualTo(12);
    // printf '{"step": 5}\n' | sha256sum
    assertThat(state.get("sha256").asString())
        .isEqualTo("94f4f23a867b8faaa71043fe6cd065724e7fce2f4f995e365f2f71a2999bf405");
  }

  @Test
  void save_sameFiles_givesTheSameBytes() throws IOException {
    saved(5);
    byte[] first = Files.readAllBytes(folder.resolve("step-5/manifest.json"));
    saved(5);
    assertThat(folder.resolve("step-5/manifest.json")).hasBinaryContent(first);
    assertThat(names()).containsExactly("best", "last", "step-5");
  }

  @Test
  void prune_severalCheckpoints_keepsLastAndBest() throws IOException {
    CheckpointWriter writer = writer();
    writer.save(1, 1, files(1));
    writer.save(2, 2, files(2));
    writer.save(3, 2, files(3));
    writer.save(4, 2, files(4));
    writer.prune();
    assertThat(names()).containsExactly("best", "last", "step-2", "step-4");
    assertThat(writer.checkpoints().open("best").step()).isEqualTo(2);
  }

  @Test
  void save_stepBeforeOthers_discardsTheFutureThatWasGivenUp() {
    CheckpointWriter writer = saved(10, 20, 30);
    writer.save(15, 10, files(15));
    assertThat(writer.checkpoints().steps()).containsExactly(15L, 10L);
    assertThat(writer.checkpoints().open("best").step()).isEqualTo(10);
  }

  @Test
  void save_bestIsNotThere_isRefused() {
    CheckpointWriter writer = saved(10);
    assertThatThrownBy(() -> writer.save(20, 15, files(20)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(writer.checkpoints().steps()).containsExactly(10L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.safetensors", "optimizer.safetensors", "state.json"})
  void save_diskFull_leavesTheOthersWholeAndNothingBehind(String failing) throws IOException {
    CheckpointWriter writer = saved(10);
    Map<String, AtomicFile.Writer> files = files(20);
    files.put(
        failing,
        out -> {
          out.write(new byte[100_000]);
          throw new IOException("No space left on device");
        });
    ProblemException error =
        catchThrowableOfType(ProblemException.class, () -> writer.save(20, 10, files));
    assertThat(error.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(error)
        .hasMessageContaining("step-20")
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("bytes are free");
    assertThat(names()).containsExactly("best", "last", "step-10");
    readAll(writer.checkpoints().open("last"));
  }

  @Test
  void save_fileWriterFailsOtherwise_leavesNothingBehind() throws IOException {
    CheckpointWriter writer = saved(10);
    Map<String, AtomicFile.Writer> files = files(20);
    files.put(
        "state.json",
        out -> {
          throw new IllegalStateException("a bug");
        });
    assertThatThrownBy(() -> writer.save(20, 10, files)).hasMessage("a bug");
    assertThat(names()).containsExactly("best", "last", "step-10");
  }

  @Test
  void open_everyFileTruncatedFlippedEmptiedOrGone_isRefusedAndNamesTheWholeOnes()
      throws IOException {
    saved(10, 20, 30);
    List<String> all = new ArrayList<>(FILES);
    all.add("manifest.json");
    for (String name : all) {
      Path file = folder.resolve("step-20").resolve(name);
      byte[] whole = Files.readAllBytes(file);
      byte[] flipped = whole.clone();
      flipped[whole.length / 2] ^= 1;
      for (byte[] broken : List.of(new byte[0], Arrays.copyOf(whole, whole.length / 2), flipped)) {
        Files.write(file, broken);
        assertThat(openError("step-20"))
            .hasMessageContaining(file.toString())
            .hasMessageContaining("name a whole one: step-30, step-10");
      }
      Files.delete(file);
      assertThat(openError("step-20")).hasMessageContaining(file + ": is missing");
      Files.write(file, whole);
    }
    readAll(new Checkpoints(folder).open("step-20"));
  }

  @Test
  void open_fileDamaged_namesFoundAndExpected() throws IOException {
    saved(10);
    Path state = folder.resolve("step-10/state.json");
    Files.writeString(state, "{\"step\": 11}\n");
    assertThat(openError("last"))
        .hasMessageContaining("found checksum ")
        .hasMessageContaining(", expected ")
        .hasMessageContaining("no other one is whole");
    Files.writeString(state, "{}");
    assertThat(openError("last")).hasMessageContaining("found 2 bytes, expected 13");
  }

  @Test
  void open_aBitOfAnyByteOfTheManifestFlipped_isRefusedOrHarmless() throws IOException {
    saved(10);
    Path step = folder.resolve("step-10");
    Path file = step.resolve("manifest.json");
    byte[] whole = Files.readAllBytes(file);
    Manifest expected = Manifest.read(step);
    int refused = 0;
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      Files.write(file, flipped);
      try {
        assertThat(Manifest.read(step)).isEqualTo(expected);
      } catch (ProblemException e) {
        assertThat(e.exitCode()).isEqualTo(ExitCode.DATA);
        refused++;
      }
    }
    assertThat(refused)
        .isGreaterThan(whole.length * 3 / 4); // the rest are blanks between the words
  }

  @Test
  void open_manifestOfALaterVersion_saysSo() throws IOException {
    saved(10);
    Path file = folder.resolve("step-10/manifest.json");
    Files.writeString(file, Files.readString(file).replace("\"version\" : 1", "\"version\" : 2"));
    assertThat(openError("last")).hasMessageContaining("version 2").hasMessageContaining("newer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "[]", "{}", "{\"format\": \"isotope-checkpoint\"}"})
  void open_manifestIsOtherJson_isRefused(String json) throws IOException {
    saved(10);
    Files.writeString(folder.resolve("step-10/manifest.json"), json);
    assertThat(openError("last")).hasMessageContaining("is damaged");
  }

  @Test
  void open_folderRenamed_isRefused() throws IOException {
    saved(10);
    Files.move(folder.resolve("step-10"), folder.resolve("step-20"));
    assertThat(openError("last")).hasMessageContaining("step-20: is step 10");
  }

  @Test
  void open_textsBestAndLastStaleOrGone_asksTheNewestManifest() throws IOException {
    CheckpointWriter writer = saved(10, 20);
    Files.writeString(folder.resolve("best"), "step-10\n");
    Files.delete(folder.resolve("last"));
    assertThat(writer.checkpoints().open("best").step()).isEqualTo(20);
    assertThat(writer.checkpoints().open("last").step()).isEqualTo(20);
  }

  @Test
  void open_nothingThereOrNoSuchStep_saysWhatThereIs() {
    assertThat(openError("last")).hasMessageContaining("no complete checkpoint");
    saved(10);
    assertThat(openError("step-7"))
        .hasMessageContaining("step-7: there is no such checkpoint")
        .hasMessageContaining("step-10")
        .hasMessageNotContaining("damaged");
    assertThatThrownBy(() -> new Checkpoints(folder).open("newest"))
        .hasMessageContaining("'newest'");
  }

  @Test
  void open_manifestOfTheLastLost_isRefusedAndNamesBoth() throws IOException {
    saved(10, 20, 30);
    Files.delete(folder.resolve("step-30/manifest.json"));
    for (String which : List.of("last", "best")) {
      assertThat(openError(which))
          .hasMessageContainingAll("step-30: is not complete", "last names it", "step-20, step-10");
    }
    assertThat(new Checkpoints(folder).open("step-20").step()).isEqualTo(20);

    List<String> warnings = new ArrayList<>();
    assertThat(new Checkpoints(folder).newestWhole(warnings::add).orElseThrow().step())
        .isEqualTo(20);
    assertThat(warnings).singleElement().asString().contains("step-30", "manifest.json");
  }

  @Test
  void name_afterAKillBeforeTheTexts_repairsThem() throws IOException {
    CheckpointWriter writer = saved(10, 20);
    writer.save(30, 20, files(30));
    Files.writeString(folder.resolve("best"), "step-10\n");
    Files.delete(folder.resolve("last"));

    writer.name(writer.checkpoints().open("last"));

    assertThat(folder.resolve("best")).hasContent("step-20");
    assertThat(folder.resolve("last")).hasContent("step-30");
  }

  @Test
  void read_checkpointPrunedMeanwhile_looksAgain() {
    CheckpointWriter writer = saved(10);
    List<Long> tried = new ArrayList<>();
    String name =
        new Checkpoints(folder)
            .read(
                "last",
                checkpoint -> {
                  tried.add(checkpoint.step());
                  if (tried.size() == 1) {
                    writer.save(20, 20, files(20));
                    writer.prune();
                  }
                  readAll(checkpoint);
                  return checkpoint.name();
                });
    assertThat(name).isEqualTo("step-20");
    assertThat(tried).containsExactly(10L, 20L);
  }

  @Test
  void read_damagedCheckpoint_isRefusedAtOnce() throws IOException {
    saved(10);
    Files.delete(folder.resolve("step-10/state.json"));
    List<Long> tried = new ArrayList<>();
    assertThatThrownBy(
            () ->
                new Checkpoints(folder)
                    .read(
                        "last",
                        checkpoint -> {
                          tried.add(checkpoint.step());
                          return checkpoint.read("state.json");
                        }))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("state.json: is missing");
    assertThat(tried).hasSize(1);
  }

  @Test
  void newestWhole_newestDamaged_fallsBackAndWarns() throws IOException {
    CheckpointWriter writer = saved(10, 20, 30);
    Files.writeString(folder.resolve("step-30/manifest.json"), "{");
    Files.delete(folder.resolve("step-20/optimizer.safetensors"));
    List<String> warnings = new ArrayList<>();
    assertThat(writer.checkpoints().newestWhole(warnings::add).orElseThrow().step()).isEqualTo(10);
    assertThat(warnings).hasSize(2);
    assertThat(warnings.getFirst()).contains("step-30", "manifest.json");
    assertThat(warnings.getLast()).contains("step-20", "optimizer.safetensors", "missing");
    assertThat(new Checkpoints(parent.resolve("none")).newestWhole(warnings::add)).isEmpty();
  }

  @Test
  void writer_afterAKill_clearsLeftoversAndTakesNothingHalfWrittenForWhole() throws IOException {
    saved(10);
    // Killed while assembling step 20, while deleting step 5, and while writing a text.
    Path half = Files.createDirectories(folder.resolve(".tmp-step-20"));
    Files.write(half.resolve("model.safetensors"), new byte[10]);
    Files.createDirectories(folder.resolve(".tmp-old-step-5"));
    Files.createFile(folder.resolve(".best.8273240407812971781.tmp"));
    Files.createDirectories(folder.resolve("step-30")); // by hand: without a manifest
    Checkpoints before = new Checkpoints(folder);
    assertThat(before.steps()).containsExactly(10L);
    assertThat(before.open("last").step()).isEqualTo(10);

    CheckpointWriter writer = writer();
    assertThat(names()).containsExactly("best", "last", "step-10", "step-30");
    writer.save(20, 10, files(20));
    assertThat(writer.checkpoints().open("last").step()).isEqualTo(20);
  }
}
