package org.isotopelm.huggingface;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.isotopelm.base.ProblemException;
import org.isotopelm.checkpoint.Tensor;
import org.isotopelm.math.Engine;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.neural.Models;
import org.isotopelm.param.ParameterSet;
import org.isotopelm.token.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the model of a folder that transformers has saved. Everything that config.json says is
 * compared with the tensors that are there before memory for them is allocated.
 */
public final class HuggingFaceFolder {
  /** What old files hold beside weights: masks, and the angles of rotary positions. */
  private static final Pattern BUFFERS =
      Pattern.compile(".*(\\.attn\\.(bias|masked_bias)|rotary_emb\\.inv_freq)");

  /** Models round the rows of their embedding up, a few by some thousands. */
  private static final int MOST_PADDED = 1 << 16;

  private static final String HEAD = "lm_head.weight";

  private final Path folder;
  private final ModelSpec.Gpt spec;
  private final Architecture architecture;
  private final int vocabulary;

  /**
   * A model.
   *
   * @param values its weights, flat
   * @param begin the token that its documents begin with
   */
  public record Model(ModelSpec.Gpt spec, ParameterSet parameters, float[] values, int begin) {}

  private HuggingFaceFolder(
      Path folder, ModelSpec.Gpt spec, Architecture architecture, int vocabulary) {
    this.folder = folder;
    this.spec = spec;
    this.architecture = architecture;
    this.vocabulary = vocabulary;
  }

  /**
   * The tokenizer of the folder's model: with a token for each row of its embedding.
   *
   * @param tokenizer of the folder
   * @param notes receives sentences for the user
   * @throws ProblemException (data) where the model has fewer rows than the tokenizer has tokens
   */
  public static Tokenizer tokenizer(Path folder, Tokenizer tokenizer, Consumer<String> notes) {
    ConfigFields fields = ConfigFields.read(folder.resolve("config.json"));
    int rows = fields.count("vocab_size");
    int tokens = tokenizer.vocabulary();
    if (rows < tokens) {
      throw ProblemException.data(
          "%s: vocab_size is %s, and tokenizer.json has %s tokens, more than the model knows; save both with transformers after model.resize_token_embeddings(%s)"
              .formatted(folder.resolve("config.json"), rows, tokens, tokens));
    }
    fields.require(
        rows - tokens <= MOST_PADDED,
        "vocab_size",
        "at most %s more than the %s tokens in tokenizer.json".formatted(MOST_PADDED, tokens));
    if (rows == tokens) {
      return tokenizer;
    }
    Tokenizer padded = tokenizer.padded(rows);
    notes.accept(
        "the model has rows for %s tokens, and tokenizer.json has %s; %s to %s stand for the others, and no text contains them"
            .formatted(rows, tokens, padded.token(tokens), padded.token(rows - 1)));
    return padded;
  }

  /**
   * Reads it.
   *
   * @param tokenizer of the folder's model, as {@link #tokenizer} gives it
   * @param context tokens that the model shall see; empty: as many as it can, up to a limit
   * @param notes receives sentences for the user
   * @throws ProblemException (data) that names the file and the field or tensor
   */
  public static Model read(
      Path folder, Tokenizer tokenizer, OptionalInt context, Consumer<String> notes) {
    int vocabulary = tokenizer.vocabulary();
    ConfigFields fields = ConfigFields.read(folder.resolve("config.json"));
    Architecture architecture = Architecture.of(fields);
    ModelSpec.Gpt spec = new ConfigReader(fields, context, notes).read(architecture);
    HuggingFaceFolder reader = new HuggingFaceFolder(folder, spec, architecture, vocabulary);
    int begin = begin(fields, tokenizer, notes);
    try (WeightFiles weights = WeightFiles.open(folder)) {
      return reader.read(weights, begin);
    }
  }

  /** The model's bos. Its eos should be the tokenizer's end-of-document token. */
  private static int begin(ConfigFields fields, Tokenizer tokenizer, Consumer<String> notes) {
    int end = tokenizer.endOfDocument();
    if (!fields.mayBe("eos_token_id", end)) {
      notes.accept(
          "documents end with the token %s, %s, and config.json names another eos_token_id"
              .formatted(end, tokenizer.token(end)));
    }
    int begin = fields.token("bos_token_id", end, tokenizer.vocabulary());
    if (begin != end) {
      notes.accept("documents begin with the token %s".formatted(tokenizer.token(begin)));
    }
    return begin;
  }

  private Model read(WeightFiles weights, int begin) {
    architecture.files().rename(weights);
    requireFit(weights);
    ParameterSet parameters = Models.create(spec, vocabulary, Engine.reference()).parameters();
    float[] values = new float[parameters.length()];
    architecture
        .tensors(spec, vocabulary)
        .forEach(
            tensor ->
                tensor.read(
                    parameters,
                    values,
                    into -> {
                      weights.read(into);
                      requireFinite(into);
                    }));
    if (spec.tied() && weights.shape(HEAD) != null) {
      requireSame(weights, architecture.tensors(spec, vocabulary).findFirst().orElseThrow());
    }
    return new Model(spec, parameters, values, begin);
  }

  /** Versions of transformers differ in which of two different matrices they use. */
  private void requireSame(WeightFiles weights, ForeignTensor embedding) {
    List<Integer> shape = embedding.shape();
    FloatBuffer one = FloatBuffer.allocate(Math.toIntExact(elements(embedding)));
    FloatBuffer other = FloatBuffer.allocate(one.capacity());
    weights.read(new Tensor(embedding.name(), shape, one));
    boolean same = shape.equals(weights.shape(HEAD));
    if (same) {
      weights.read(new Tensor(HEAD, shape, other));
      same = one.rewind().mismatch(other.rewind()) < 0;
    }
    if (!same) {
      throw ProblemException.data(
          "%s: tensor %s differs from %s, and config.json says that they are one; set tie_word_embeddings to false in config.json if the model has both"
              .formatted(folder, HEAD, embedding.name()));
    }
  }

  /** Stops at the first tensor that is not there, however many the config asks for. */
  private void requireFit(WeightFiles weights) {
    Set<String> wanted = new HashSet<>();
    architecture
        .tensors(spec, vocabulary)
        .forEach(
            tensor -> {
              requireFit(tensor, weights.shape(tensor.name()));
              wanted.add(tensor.name());
            });
    requireNoOthers(weights.names(wanted));
    requireRoom(
        architecture.tensors(spec, vocabulary).mapToLong(HuggingFaceFolder::elements).sum());
  }

  private void requireFit(ForeignTensor tensor, @Nullable List<Integer> found) {
    if (found == null) {
      throw ProblemException.data(
          "%s: tensor %s is missing, which config.json asks for with shape %s; restore the files of the model"
              .formatted(folder, tensor.name(), tensor.shape()));
    }
    if (!found.equals(tensor.shape())) {
      throw ProblemException.data(
          "%s: tensor %s has shape %s, and config.json asks for %s; restore the files of the model"
              .formatted(folder, tensor.name(), found, tensor.shape()));
    }
  }

  private static long elements(ForeignTensor tensor) {
    return tensor.shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  private void requireNoOthers(Set<String> others) {
    others.removeIf(name -> BUFFERS.matcher(name).matches() || (spec.tied() && name.equals(HEAD)));
    if (!others.isEmpty()) {
      throw ProblemException.data(
          "%s: tensor %s is not one that a %s with this config.json has; restore the files of the model"
              .formatted(folder, others.iterator().next(), architecture.className()));
    }
  }

  private void requireRoom(long elements) {
    long needed = Float.BYTES * elements;
    long room = Runtime.getRuntime().maxMemory();
    if (elements > Integer.MAX_VALUE - (1 << 20) || needed > room) {
      throw ProblemException.data(
          String.format(
              Locale.ROOT,
              "%s: has %,d weights, which need %,d MB of memory; there are %,d MB, and Isotope holds 2^31 weights at most",
              folder,
              elements,
              needed >> 20,
              room >> 20));
    }
  }

  private void requireFinite(Tensor tensor) {
    FloatBuffer values = tensor.values();
    for (int i = 0; i < values.capacity(); i++) {
      if (!Float.isFinite(values.get(i))) {
        throw ProblemException.data(
            "%s: tensor %s has the value %s; a weight must be a finite number"
                .formatted(folder, tensor.name(), values.get(i)));
      }
    }
  }
}
