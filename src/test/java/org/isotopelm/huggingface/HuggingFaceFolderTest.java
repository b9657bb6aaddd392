package org.isotopelm.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isotopelm.base.AtomicFile;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.Json;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.Safetensors;
import org.isotopelm.checkpoint.SafetensorsFile;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.math.Engine;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.Network;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.TokenizerFile;
import org.isotopelm.token.WordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Models that transformers has written; src/test/golden/huggingface_models.py makes them. */
class HuggingFaceFolderTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/huggingface");
  private static final int VOCABULARY = 19;
  private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 1000);

  @TempDir Path folder;

  private static HuggingFaceFolder.Model read(Path from, OptionalInt context, List<String> notes) {
    Tokenizer tokenizer = HuggingFaceFolder.tokenizer(from, words(VOCABULARY), notes::add);
    return HuggingFaceFolder.read(from, tokenizer, context, notes::add);
  }

  /** Its documents end with its last token, and the models' begin with token 0. */
  private static Tokenizer words(int vocabulary) {
    List<String> words = IntStream.range(0, vocabulary - 2).mapToObj(i -> "w" + i).toList();
    return WordKind.of(words, WordKind.Words.WHITESPACE);
  }

  private static HuggingFaceFolder.Model read(Path from) {
    return read(from, OptionalInt.empty(), new ArrayList<>());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gpt2", "gpt2-f16", "llama-bf16", "llama-parts", "starcoder2", "stablelm"})
  void read_modelOfTransformers_givesTheNllOfTransformers(String name) throws IOException {
    JsonNode golden = Json.mapper().readTree(Files.readString(GOLDEN.resolve("nll.json")));
    HuggingFaceFolder.Model model = read(GOLDEN.resolve(name));
    NeuralModel architecture = Models.create(model.spec(), VOCABULARY, Engine.reference());
    TokenModel.Reader reader =
        new Network(architecture, model.values(), Window.of(architecture), model.begin()).reader();
    double[] p = new double[VOCABULARY];
    reader.begin();
    for (int i = 0; i < golden.path("ids").size(); i++) {
      int token = golden.path("ids").path(i).asInt();
      reader.distribution(p);
      assertThat(-Math.log(p[token]))
          .as("token %s", i)
          .isCloseTo(golden.path(name).path(i).asDouble(), within(1e-4));
      reader.read(token);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "starcoder2", "stablelm"})
  void tensors_ofAModelThatWasRead_areThoseOfTheFileToTheBit(String name) {
    HuggingFaceFolder.Model model = read(GOLDEN.resolve(name));
    Architecture architecture = Architecture.of(model.spec());
    assertThat(architecture.modelType()).isEqualTo(name);
    List<ForeignTensor> tensors = architecture.tensors(model.spec(), VOCABULARY).toList();
    try (SafetensorsFile file =
        SafetensorsFile.open(GOLDEN.resolve(name).resolve("model.safetensors"))) {
      assertThat(file.shapes()).hasSameSizeAs(tensors);
      for (ForeignTensor tensor : tensors) {
        float[] there = new float[tensor.shape().stream().reduce(1, Math::multiplyExact)];
        file.read(Tensor.of(tensor.name(), tensor.shape(), there));
        assertThat(elements(tensor.of(model.parameters(), model.values())))
            .as(tensor.name())
            .isEqualTo(there);
      }
    }
  }

  private static float[] elements(Tensor tensor) {
    float[] elements = new float[tensor.values().capacity()];
    tensor.values().get(0, elements);
    return elements;
  }

  @Test
  void read_config_hasItsNumbers() {
    ModelSpec.Gpt gpt2 = read(GOLDEN.resolve("gpt2-f16")).spec();
    assertThat(gpt2.hiddenWidth()).isEqualTo(20);
    assertThat(gpt2.normEpsilon()).isEqualTo(1e-3);
    assertThat(gpt2.tied()).isFalse();
    assertThat(gpt2.dropout()).isEqualTo(0.1);
    ModelSpec.Gpt llama = read(GOLDEN.resolve("llama-parts")).spec();
    assertThat(llama.keyValueHeads()).isEqualTo(2);
    assertThat(llama.rotaryTheta()).isEqualTo(50);
    assertThat(llama.attentionHasBiases()).isTrue();
    assertThat(llama.feedForwardHasBiases()).isTrue();
    assertThat(llama.biases()).isFalse();
    assertThat(Json.mapper().readValue(Json.mapper().writeValueAsString(llama), ModelSpec.class))
        .isEqualTo(llama);
  }

  private Path copy(String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    try (Stream<Path> files = Files.list(GOLDEN.resolve(name))) {
      for (Path file : files.toList()) {
        Files.write(copy.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return copy;
  }

  private Path changed(String name, String find, String replacement) throws IOException {
    Path copy = copy(name);
    String config = Files.readString(copy.resolve("config.json"));
    String changed = config.replaceFirst(find, replacement);
    assertThat(changed).isNotEqualTo(config);
    Files.writeString(copy.resolve("config.json"), changed);
    return copy;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpt2 | '\"model_type\": \"gpt2\"' | '\"model_type\": \"mamba\"' | model_type is \"mamba\"; Isotope reads only gpt2, llama",
        "gpt2 | gelu_new | relu | activation_function is \"relu\"",
        "gpt2 | '\"n_layer\": 2' | '\"n_layer\": 999999999' | transformer.h.2.ln_1.weight is missing",
        "gpt2 | '\"n_layer\": 2' | '\"n_layer\": 1' | is not one that a GPT2LMHeadModel with",
        "gpt2 | '\"n_layer\": 2' | '\"n_layer\": 0' | n_layer is 0",
        "gpt2 | '\"n_layer\": 2' | '\"n_layer\": 1e999' | n_layer is",
        "gpt2 | '\"n_head\": 2' | '\"n_head\": 3' | not a multiple of 3 heads",
        "gpt2 | '\"n_positions\": 16' | '\"n_positions\": 2147483647' | transformer.wpe.weight has shape [16, 8]",
        "gpt2 | '\"vocab_size\": 19' | '\"vocab_size\": 20' | transformer.wte.weight has shape [19, 8], and config.json asks for [20, 8]",
        "gpt2 | '\"vocab_size\": 19' | '\"vocab_size\": 18' | vocab_size is 18, and tokenizer.json has 19 tokens",
        "gpt2 | '\"vocab_size\": 19' | '\"vocab_size\": 2147483647' | vocab_size is 2147483647",
        "gpt2 | '\"layer_norm_epsilon\": 1e-05' | '\"layer_norm_epsilon\": -1' | layer_norm_epsilon is -1",
        "gpt2 | '\"add_cross_attention\": false' | '\"add_cross_attention\": true' | add_cross_attention is true",
        "llama-bf16 | '\"hidden_size\": 8' | '\"hidden_size\": 12' | head_dim is 2",
        "llama-bf16 | '\"rope_type\": \"default\"' | '\"rope_type\": \"llama3\"' | rope_parameters.rope_type is \"llama3\"",
        "llama-bf16 | '\"mlp_bias\": false' | '\"mlp_bias\": false, \"sliding_window\": 4' | sliding_window is 4",
        "stablelm | '\"partial_rotary_factor\": 1.0,' | '' | partial_rotary_factor is missing",
        "stablelm | '\"partial_rotary_factor\": 1.0' | '\"partial_rotary_factor\": 0.25' | partial_rotary_factor is 0.25",
        "llama-bf16 | '\"mlp_bias\": false' | '\"mlp_bias\": 7' | mlp_bias is 7",
        "llama-bf16 | '\"bos_token_id\": 0' | '\"bos_token_id\": 19' | bos_token_id is 19",
        "llama-bf16 | '\\{' | '[' | not JSON"
      })
  void read_configThatIsNotSupported_namesTheField(
      String name, String find, String replacement, String words) throws IOException {
    Path copy = changed(name, find, replacement);
    assertThatThrownBy(() -> read(copy))
        .isInstanceOf(ProblemException.class)
        .satisfies(e -> assertThat(((ProblemException) e).exitCode()).isEqualTo(ExitCode.DATA))
        .hasMessageContaining(words);
  }

  @Test
  void read_contextOfALlama_isWhatIsAskedForUpToItsOwn() throws IOException {
    assertThat(read(GOLDEN.resolve("llama-bf16"), OptionalInt.of(7), new ArrayList<>()).spec())
        .extracting(ModelSpec.Gpt::context)
        .isEqualTo(7);
    assertThatThrownBy(
            () -> read(GOLDEN.resolve("llama-bf16"), OptionalInt.of(17), new ArrayList<>()))
        .hasMessageContaining("at most 16 tokens");
    List<String> notes = new ArrayList<>();
    Path larger =
        changed(
            "llama-bf16", "\"max_position_embeddings\": 16", "\"max_position_embeddings\": 131072");
    assertThat(read(larger, OptionalInt.empty(), notes).spec().context()).isEqualTo(1024);
    assertThat(notes)
        .anyMatch(note -> note.contains("131072"))
        .anyMatch(note -> note.equals("documents begin with the token w0"))
        .anyMatch(note -> note.contains("another eos_token_id"));
  }

  @Test
  void read_namesWithoutPrefixAndMasks_areThoseOfTheFirstFiles() throws IOException {
    Path copy = copy("gpt2");
    Path file = copy.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    String header = new String(bytes, 8, (bytes[0] & 0xff) | ((bytes[1] & 0xff) << 8), UTF_8);
    String without = header.replace("\"transformer.", "\"");
    byte[] padded = (without + " ".repeat(header.length() - without.length())).getBytes(UTF_8);
    System.arraycopy(padded, 0, bytes, 8, padded.length);
    Files.write(file, bytes);
    assertThat(read(copy).values()).isEqualTo(read(GOLDEN.resolve("gpt2")).values());
  }

  @Test
  void read_partsOutsideTheFolder_areRefused() throws IOException {
    Path copy = copy("llama-parts");
    Path index = copy.resolve("model.safetensors.index.json");
    Files.writeString(
        index,
        Files.readString(index).replaceFirst("model-00001-of-00002", "../model-00001-of-00002"));
    assertThatThrownBy(() -> read(copy)).hasMessageContaining("weight_map");
    Files.delete(index);
    assertThatThrownBy(() -> read(copy)).hasMessageContaining("holds no model.safetensors");
    Files.createFile(copy.resolve("pytorch_model.bin"));
    assertThatThrownBy(() -> read(copy)).hasMessageContaining("safe_serialization=True");
  }

  @Test
  void read_aPartThatIsMissing_namesItAndItsTensor() throws IOException {
    Path copy = copy("llama-parts");
    Files.delete(copy.resolve("model-00002-of-00002.safetensors"));
    assertThatThrownBy(() -> read(copy))
        .hasMessageContaining("holds no model-00002-of-00002.safetensors")
        .hasMessageContaining("says that tensor lm_head.weight");
  }

  @Test
  void tokenizer_ofAModelWithMoreRows_hasTokensOfNoTextForThem() throws IOException {
    List<String> notes = new ArrayList<>();
    Tokenizer own = words(15);
    Tokenizer padded = HuggingFaceFolder.tokenizer(GOLDEN.resolve("gpt2"), own, notes::add);
    assertThat(padded.vocabulary()).isEqualTo(VOCABULARY);
    assertThat(notes)
        .containsExactly(
            "the model has rows for 19 tokens, and tokenizer.json has 15; [PAD15] to [PAD18] stand for the others, and no text contains them");
    String text = "w3 [PAD16] w1";
    assertThat(padded.encode(text)).isEqualTo(own.encode(text));
    assertThat(padded.decode(new int[] {3, 16, 1})).isEqualTo(own.decode(new int[] {3, 1}));
    assertThat(padded.bytes(18)).isEmpty();
    assertThat(padded.endOfDocument()).isEqualTo(14);
    Path file = folder.resolve("tokenizer.json");
    TokenizerFile.write(padded, file);
    assertThat(TokenizerFile.toJson(TokenizerFile.read(file)))
        .isEqualTo(TokenizerFile.toJson(padded));
    assertThat(TokenizerFile.read(file).encode(text)).isEqualTo(own.encode(text));
    assertThat(own.padded(15).vocabulary()).isEqualTo(15);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void read_aHeadBesideATiedEmbedding_mustBeTheSame(boolean same) throws IOException {
    Path copy = copy("gpt2");
    Path file = copy.resolve("model.safetensors");
    List<Tensor> tensors = new ArrayList<>();
    try (SafetensorsFile old = SafetensorsFile.open(file)) {
      old.shapes()
          .forEach(
              (name, shape) -> {
                float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
                old.read(Tensor.of(name, shape, values));
                tensors.add(Tensor.of(name, shape, values));
              });
    }
    float[] embedding =
        elements(
            tensors.stream().filter(each -> each.name().endsWith("wte.weight")).findFirst().get());
    embedding[150] += same ? 0 : 1;
    tensors.add(Tensor.of("lm_head.weight", List.of(VOCABULARY, 8), embedding));
    AtomicFile.write(file, out -> Safetensors.write(out, tensors, Map.of()));
    if (same) {
      assertThat(read(copy).values()).isEqualTo(read(GOLDEN.resolve("gpt2")).values());
    } else {
      assertThatThrownBy(() -> read(copy))
          .hasMessageContaining("lm_head.weight differs from transformer.wte.weight");
    }
  }

  /** Every fault is an error of data that names the folder, or leaves a sound model. */
  @ParameterizedTest
  @CsvSource({
    "gpt2, config.json",
    "llama-parts, config.json",
    "gpt2, model.safetensors",
    "llama-parts, model.safetensors.index.json"
  })
  void read_mutatedFile_isRefusedOrSound(String name, String file) throws IOException {
    Path copy = copy(name);
    byte[] whole = Files.readAllBytes(copy.resolve(file));
    int refused = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      Files.write(copy.resolve(file), mutated(whole, new Random(seed)));
      try {
        assertThat(read(copy).values()).isNotEmpty();
      } catch (ProblemException e) {
        refused++;
        assertThat(e.exitCode()).as("seed %s: %s", seed, e.getMessage()).isEqualTo(ExitCode.DATA);
        assertThat(e).hasMessageContaining(copy.toString());
      }
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 5);
  }

  /** A flipped bit, a stretch that is lost, doubled or overwritten, an early end, another digit. */
  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int at = random.nextInt(random.nextBoolean() ? Math.min(1024, bytes.length) : bytes.length);
    int n = Math.min(1 + random.nextInt(16), bytes.length - at);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        bytes = new byte[whole.length - n];
        System.arraycopy(whole, 0, bytes, 0, at);
        System.arraycopy(whole, at + n, bytes, at, whole.length - at - n);
      }
      case 2 -> {
        bytes = new byte[whole.length + n];
        System.arraycopy(whole, 0, bytes, 0, at + n);
        System.arraycopy(whole, at, bytes, at + n, whole.length - at);
      }
      case 3 -> bytes = Arrays.copyOf(whole, at);
      case 4 -> {
        for (int i = at; i < at + n; i++) {
          bytes[i] = (byte) random.nextInt(256);
        }
      }
      default -> {
        while (at < bytes.length - 1 && !Character.isDigit(bytes[at])) {
          at++;
        }
        bytes[at] = (byte) "9-0eE.\"5".charAt(random.nextInt(8));
      }
    }
    return bytes;
  }
}
