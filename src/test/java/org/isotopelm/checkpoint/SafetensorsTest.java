package org.isotopelm.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.param.Initial;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.param.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir private Path folder;

  private static byte[] bytes(List<Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, tensors, metadata);
    return out.toByteArray();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("t.safetensors"), bytes);
  }

  /** A file with this header, padded as written, and that many bytes of data. */
  private Path file(String header, int data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.allocate(8 + text.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return file(buffer.putLong(text.length).put(text).array());
  }

  private static ProblemException openError(Path file) {
    ProblemException error =
        catchThrowableOfType(
            ProblemException.class,
            () -> {
              try (SafetensorsFile unexpected = SafetensorsFile.open(file)) {
                assertThat(unexpected.shapes()).isNull();
              }
            });
    assertThat(error.exitCode()).isEqualTo(ExitCode.DATA);
    assertThat(error).hasMessageStartingWith(file.toString());
    return error;
  }

  @Test
  void write_smallFile_isThePublishedFormatToTheByte() throws IOException {
    byte[] found =
        bytes(
            List.of(
                Tensor.of("b", List.of(1, 2), new float[] {1, -2}),
                Tensor.of("a", List.of(), new float[] {0.5f})),
            Map.of("version", "1", "format", "pt"));
    String header =
        "{\"__metadata__\":{\"format\":\"pt\",\"version\":\"1\"},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[8,12]}}";
    int padded = (header.length() + 7) / 8 * 8;
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    expected.write(new byte[] {(byte) padded, 0, 0, 0, 0, 0, 0, 0});
    expected.write(
        (header + " ".repeat(padded - header.length())).getBytes(StandardCharsets.UTF_8));
    expected.write(HexFormat.of().parseHex("0000803f" + "000000c0" + "0000003f"));
    assertThat(found).isEqualTo(expected.toByteArray());
  }

  @Test
  void read_whatWasWritten_isTheSameToTheBit() throws IOException {
    ParameterSet.Builder builder = ParameterSet.builder();
    builder.add("embedding.weight", Role.TOKEN_EMBEDDING, -1, new Initial.Normal(1), 300, 77);
    builder.add("naïve \"name\"\n漢", Role.BIAS, -1, new Initial.Normal(1), 5);
    ParameterSet parameters = builder.build();
    float[] values = parameters.initialValues(1);
    values[0] = Float.NaN;
    values[1] = -0f;
    values[2] = Float.MIN_VALUE;
    Path path = file(bytes(Tensor.all(parameters, ".m", values), Map.of("a", "1", "b", "ü")));

    float[] back = new float[values.length];
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      file.readAll(Tensor.all(parameters, ".m", back));
      assertThat(file.shapes())
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("embedding.weight.m", List.of(300, 77), "naïve \"name\"\n漢.m", List.of(5)));
      assertThat(file.metadata()).isEqualTo(Map.of("a", "1", "b", "ü"));
    }
    assertThat(back).isEqualTo(values);
  }

  @Test
  void write_halfPrecision_isTheNearestNumberAndReadsBack() throws IOException {
    float[] values = {1, -2, 1 / 3f, 65504};
    List<Tensor> tensors = List.of(Tensor.of("t", List.of(2, 2), values));
    // As numpy's float16 and PyTorch's bfloat16 write these numbers.
    Map<NumberType, String> expected =
        Map.of(NumberType.F16, "003c00c05535ff7b", NumberType.BF16, "803f00c0ab3e8047");
    for (Map.Entry<NumberType, String> type : expected.entrySet()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Safetensors.write(out, tensors, Map.of(), type.getKey());
      byte[] all = out.toByteArray();
      assertThat(HexFormat.of().formatHex(all, all.length - 8, all.length))
          .isEqualTo(type.getValue());
      float[] back = new float[4];
      try (SafetensorsFile file = SafetensorsFile.open(file(all))) {
        Tensor there = Tensor.of("t", List.of(2, 2), back);
        file.read(there);
        assertThat(back[0]).isEqualTo(1);
        assertThat(back[1]).isEqualTo(-2);
        assertThat(back[2]).isCloseTo(1 / 3f, within(1e-3f));
        assertThat(back[3]).isCloseTo(65504, within(33f));
        assertThatThrownBy(() -> file.readAll(List.of(there))).hasMessageContaining("expected F32");
      }
    }
  }

  @Test
  void read_wholeNumbers_areRefused() throws IOException {
    Path path = file("{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThatThrownBy(() -> file.read(Tensor.of("a", List.of(1), new float[1])))
          .hasMessageContaining(
              "tensor a: found dtype \"I64\", expected one of F64, F32, F16, BF16");
    }
  }

  @Test
  void write_noTensorsOrEmptyOnes_readsBack() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(file(bytes(List.of(), Map.of())))) {
      assertThat(file.shapes()).isEmpty();
    }
    List<Tensor> empty = List.of(Tensor.of("e", List.of(0, 3), new float[0]));
    try (SafetensorsFile file = SafetensorsFile.open(file(bytes(empty, Map.of())))) {
      file.readAll(empty);
      assertThat(file.shapes()).containsEntry("e", List.of(0, 3));
    }
  }

  @Test
  void write_nameTwice_isRefused() {
    Tensor tensor = Tensor.of("twin", List.of(1), new float[1]);
    assertThatThrownBy(() -> bytes(List.of(tensor, tensor), Map.of())).hasMessageContaining("twin");
  }

  @Test
  void tensor_shapeDoesNotFit_isRefused() {
    assertThatThrownBy(() -> Tensor.of("t", List.of(2, 2), new float[3]))
        .hasMessageContaining("t: 3 values for shape [2, 2]");
  }

  @Test
  void open_fileCutAnywhere_isRefused() throws IOException {
    byte[] whole =
        bytes(List.of(Tensor.of("weight", List.of(2, 3), new float[6])), Map.of("format", "pt"));
    for (int length = 0; length < whole.length; length++) {
      assertThat(openError(file(Arrays.copyOf(whole, length)))).hasMessageContaining(" ");
    }
    assertThat(openError(file(Arrays.copyOf(whole, whole.length - 1))))
        .hasMessageContaining(
            String.format(Locale.ROOT, "has %d bytes, expected %d", whole.length - 1, whole.length))
        .hasMessageContaining("cut short");
    assertThat(openError(file(Arrays.copyOf(whole, whole.length + 1))))
        .hasMessageContaining("something was added");
  }

  @Test
  void open_aBitOfAnyByteOfTheHeaderFlipped_isRefusedOrHarmless() throws IOException {
    float[] values = {1, 2, 3, 4, 5, 6};
    byte[] whole = bytes(List.of(Tensor.of("weight", List.of(2, 3), values)), Map.of());
    int header = whole.length - 24;
    for (int i = 0; i < header; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      float[] back = new float[6];
      try (SafetensorsFile file = SafetensorsFile.open(file(flipped))) {
        file.readAll(List.of(Tensor.of("weight", List.of(2, 3), back)));
        assertThat(back).isEqualTo(values);
      } catch (ProblemException e) {
        assertThat(e.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(e).hasMessageContaining("t.safetensors");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1,2] | not a JSON object",
        "{\"a\":7} | tensor a: found dtype",
        "{\"a\":{\"dtype\":\"F4\",\"shape\":[2],\"data_offsets\":[0,8]}} | found dtype \"F4\", expected F32",
        "{\"a\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[0,8]}} | a: has 8 bytes, expected 4 for shape [2]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}} | a: has 8 bytes, expected 12 for shape [3]",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | malformed",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,9],\"data_offsets\":[0,8]}} | malformed",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999],\"data_offsets\":[0,8]}} | malformed",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"x\"],\"data_offsets\":[0,8]}} | malformed",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}} | malformed",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | a: begins at byte 4 of the data, expected 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | b: begins at byte 4 of the data, expected 8",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}} | begins at byte -8",
        "{\"a\": | not a JSON object",
        "{\"__metadata__\":{\"a\":[]}} | expected 33 by its header",
      })
  void open_headerUnsound_namesWhatWasFoundAndExpected(String header, String words)
      throws IOException {
    assertThat(openError(file(header, 8))).hasMessageContaining(words);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 1000, Long.MAX_VALUE, 100_000_001})
  void open_headerLengthUnsound_isRefused(long length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(openError(file(buffer.putLong(length).array())))
        .hasMessageContaining("header would have");
  }

  @Test
  void open_fileMissing_isNamed() {
    assertThat(openError(folder.resolve("nowhere.safetensors")))
        .hasMessageContaining("cannot be opened: there is no such file");
  }

  @Test
  void readAll_tensorMissingExtraOrOfAnotherShape_isNamedAndNothingIsFilled() throws IOException {
    Tensor a = Tensor.of("a", List.of(2), new float[] {1, 2});
    Tensor b = Tensor.of("b", List.of(2, 3), new float[6]);
    float[] filled = new float[2];
    Tensor into = Tensor.of("a", List.of(2), filled);
    try (SafetensorsFile file = SafetensorsFile.open(file(bytes(List.of(a, b), Map.of())))) {
      assertThatThrownBy(() -> file.readAll(List.of(into)))
          .hasMessageContaining("tensor b is not one of the 1 expected");
      assertThatThrownBy(
              () -> file.readAll(List.of(into, Tensor.of("b", List.of(3, 2), new float[6]))))
          .hasMessageContaining("tensor b: found shape [2, 3], expected [3, 2]");
      assertThatThrownBy(
              () -> file.readAll(List.of(into, b, Tensor.of("c", List.of(4), new float[4]))))
          .hasMessageContaining("tensor c is missing, expected with shape [4]");
    }
    assertThat(filled).containsOnly(0);
  }
}
