package org.isotopelm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads who made a mistake: the whole line, as it is printed. */
class ConfigErrorsTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Keys.
        "train | {steps: 10, bacth: 8} | 4:20: train.bacth: unknown key bacth; did you mean 'batch'?",
        "tokenizer | {kind: bpe, vocab: 300} | 2:24: tokenizer.vocab: unknown key vocab; did you mean 'vocabulary'?",
        "optimizer | {weight_decay: 0.1} | 5:13: optimizer.weight_decay: unknown key weight_decay; Isotope calls it lambda, in a group of optimizer.decay",
        "optimiser | {} | 6:1: optimiser: unknown key optimiser; did you mean 'optimizer'?",
        "model | {layers: 2} | 3:8: model.kind: kind is missing; give one of mlp, gpt, lstm, hashed, ngram, arpa, mix",
        "tokenizer | {kind: bpe} | 2:12: tokenizer.vocabulary: vocabulary is missing; give a whole number ≥ 257 and ≤ 1000000",
        "tokenizer | {kind: byte, vocabulary: 300} | 2:25: tokenizer.vocabulary: vocabulary cannot be used with kind byte, whose keys are kind",
        "tokenizer | {kind: char, file: t.json} | 2:25: tokenizer.file: file cannot be used with kind char, whose keys are kind, vocabulary",
        "tokenizer | {} | 2:1: tokenizer: neither kind nor file is given; set kind (byte, char, word, bpe, unigram or wordpiece), or the file of a trained tokenizer",
        "data | {} | 1:1: data: no text is named; set corpus (a name in the catalogue) or files",
        "data | {corpus: a, files: [b]} | 1:19: data.files: corpus and files are both given; keep one of them",
        "data | {corpus: a, group: who} | 1:19: data.group: documents of the catalogue's corpora have no groups; use files of your own, or remove group",
        "data | {files: [a.txt], format: text, group: 2} | 1:38: data.group: plain text has no fields, so its documents have no groups; use records (format jsonl, tsv or csv), or remove group",
        // Types.
        "optimizer | 7 | 5:12: optimizer: 7 is not a map; optimizer must be a map with the keys kind, clip, learning_rate, decay, embeddings, betas, epsilon",
        "data | {files: a.txt} | 1:15: data.files: a.txt is not a list; files must be a list, each entry the path of a file: write [a.txt]",
        "model | {kind: mlp, context: 2.5, embedding: 4, hidden: [4]} | 3:29: model.context: 2.5 is not a whole number; context must be a whole number ≥ 1",
        "model | {kind: mlp, context: 2, embedding: 4, hidden: [4, five]} | 3:58: model.hidden.1: five is not a whole number; an entry of hidden must be a whole number ≥ 1",
        "model | {kind: mlp, context: 2, embedding: 4, hidden: [4], tied: yes} | 3:65: model.tied: yes is neither true nor false; tied must be true or false",
        "train | {steps: 10, batch: '8'} | 4:27: train.batch: 8 stands in quotes, so it is text and not a whole number; batch must be a whole number ≥ 1",
        "train | {steps: 10, batch: 1_000} | 4:27: train.batch: 1_000 is not a whole number; batch must be a whole number ≥ 1",
        "train | {steps: , batch: 8} | 4:15: train.steps: the value is missing; steps must be a whole number ≥ 1",
        "optimizer | {decay: [{group: all, lambda: lots}]} | 5:42: optimizer.decay.all.lambda: lots is not a number; lambda must be a number ≥ 0",
        "optimizer | {learning_rate: {peak: .inf}} | 5:35: optimizer.learning_rate.peak: .inf is not finite; peak must be a number > 0",
        "optimizer | {learning_rate: {peak: 1e999}} | 5:35: optimizer.learning_rate.peak: 1e999 is not finite; peak must be a number > 0",
        "optimizer | {epsilon: .NaN} | 5:22: optimizer.epsilon: .NaN is not finite; epsilon must be a number > 0",
        // Ranges.
        "optimizer | {decay: [{group: all, lambda: -0.1}]} | 5:42: optimizer.decay.all.lambda: -0.1 is negative; lambda must be a number ≥ 0",
        "model | {kind: gpt, layers: 1, heads: 2, width: 32, context: 32, dropout: 1.0} | 3:74: model.dropout: 1.0 is too large; dropout must be a number ≥ 0 and < 1",
        "optimizer | {embeddings: {rows: some}} | 5:32: optimizer.embeddings.rows: some is not valid for rows; it must be one of all, touched",
        "optimizer | {clip: 0} | 5:19: optimizer.clip: 0 is too small; clip must be a number > 0 or null",
        "optimizer | {betas: [0.9, 1]} | 5:26: optimizer.betas.1: 1 is too large; an entry of betas must be a number ≥ 0 and < 1",
        "optimizer | {betas: [0.9]} | 5:20: optimizer.betas: a list of 1 entry is too short; betas must be a list of two numbers ≥ 0 and < 1",
        "train | {steps: 10, batch: 4e9} | 4:27: train.batch: 4e9 is too large (the limit is 2147483647); batch must be a whole number ≥ 1",
        "data | {corpus: a, limit: {bytes: 0}} | 1:34: data.limit.bytes: 0 is too small; bytes must be a whole number ≥ 1",
        "train | {steps: 1e19, batch: 8} | 4:16: train.steps: 1e19 is too large (the limit is 9007199254740991); steps must be a whole number ≥ 1",
        "train | {steps: 9223372036854775808, batch: 8} | 4:16: train.steps: 9223372036854775808 is too large (the limit is 9007199254740991); steps must be a whole number ≥ 1",
        "train | {epochs: 1e29, batch: 8} | 4:17: train.epochs: 1e29 is too large (the limit is 1e12); epochs must be a number > 0",
        "model | {kind: gpt, layers: 2, heads: 2, width: 1e308, context: 32} | 3:48: model.width: 1e308 is too large (the limit is 2147483647); width must be a whole number ≥ 1",
        "optimizer | {decay: [{group: all, lambda: 1.7e308}]} | 5:42: optimizer.decay.all.lambda: 1.7e308 is too large (the limit is 1e12); lambda must be a number ≥ 0",
        "data | {files: [a.txt, \"b\\0c\"]} | 1:23: data.files.1: \"b\\0c\" contains the character NUL; an entry of files must be the path of a file",
        "tokenizer | {file: \"\\0\"} | 2:19: tokenizer.file: \"\\0\" contains the character NUL; file must be the path of a file",
        // Choices.
        "model | {kind: gtp} | 3:15: model.kind: unknown model kind gtp; did you mean 'gpt'? (mlp, gpt, lstm, hashed, ngram, arpa, mix)",
        "model | {kind: hashed, order: 0} | 3:30: model.order: 0 is too small; order must be a whole number ≥ 1 and ≤ 12",
        "model | {kind: gpt, layers: 2000000000, heads: 2, width: 32, context: 32} | 3:28: model.layers: 2000000000 is too large; layers must be a whole number ≥ 1 and ≤ 10000",
        "model | {kind: hashed, order: 13} | 3:30: model.order: 13 is too large; order must be a whole number ≥ 1 and ≤ 12",
        "model | {kind: hashed, order: 3, buckets: 0} | 3:42: model.buckets: 0 is too small; buckets must be a whole number or a power of two, from 1 to 2^30, such as 2^20",
        "model | {kind: hashed, order: 3, buckets: 2^40} | 3:42: model.buckets: \"2^40\" is not valid; buckets must be a whole number or a power of two, from 1 to 2^30, such as 2^20",
        "model | {kind: hashed, order: 3, buckets: 2^x} | 3:42: model.buckets: \"2^x\" is not valid; buckets must be a whole number or a power of two, from 1 to 2^30, such as 2^20",
        "model | {kind: hashed, order: 3, buckets: 1099511627776} | 3:42: model.buckets: 1099511627776 is too large; buckets must be a whole number or a power of two, from 1 to 2^30, such as 2^20",
        "tokenizer | {kind: sentencepiece} | 2:19: tokenizer.kind: unknown tokenizer kind sentencepiece; it must be one of byte, char, word, bpe, unigram, wordpiece",
        "optimizer | {kind: lbfgs} | 5:19: optimizer.kind: unknown optimizer kind lbfgs; it must be one of adamw, adam, sgd, lion, muon",
        "train | {steps: 10, batch: 8, checkpoint: {keep: best}} | 4:49: train.checkpoint.keep: best is not valid for keep; did you mean 'best+last'? (best+last, all)",
        "optimizer | {decay: [{group: g, roles: [norm_gian], lambda: 0}]} | 5:40: optimizer.decay.g.roles.0: unknown role norm_gian; did you mean 'norm_gain'? (token_embedding, position_embedding, attention, feed_forward, recurrent, head, norm_gain, bias, order_1, order_2, order_3, order_4, order_5, order_6, order_7, order_8, order_9, order_10, order_11, order_12, matrix)",
        "optimizer | {learning_rate: {warmup: 0.05}} | 5:37: optimizer.learning_rate.warmup: 0.05 is not a whole number; warmup must be a number of steps ≥ 0, or a share of the run such as 5%",
        "optimizer | {decay: [{group: g, layers: first, lambda: 0}]} | 5:40: optimizer.decay.g.layers: first is not valid; layers must be a layer such as 3, or a range of layers such as 2-5",
        // Between values.
        "model | {kind: gpt, layers: 2, heads: 3, width: 32, context: 32} | 3:38: model.heads: width 32 is not a multiple of 3 heads; choose heads that divide the width",
        "model | {kind: gpt, layers: 2, heads: 4, width: 32, context: 8, key_value_heads: 3} | 3:81: model.key_value_heads: 4 heads cannot share 3 heads of keys and values evenly; choose a divisor of 4",
        "model | {kind: gpt, layers: 2, heads: 4, width: 36, context: 8, positions: rotary} | 3:38: model.heads: 4 heads of a width of 36 are 9 wide each, and rotary positions need an even width; choose other heads, or positions: learned",
        "model | {kind: lstm, layers: 1, width: 8, embedding: 4, context: 8} | 3:53: model.embedding: the layers are 8 wide and the embedding 4; with tied: true they must be equal: change one of them, or set tied: false",
        "model | {kind: mlp, context: 2, embedding: 4, hidden: [8], tied: true} | 3:55: model.hidden.0: the last hidden layer is 8 wide and the embedding 4; with tied: true they must be equal: change one of them, or set tied: false",
        "train | {steps: 10, epochs: 2, batch: 8} | 4:20: train.epochs: steps and epochs are both given; keep one of them (null removes the other: train.epochs=null)",
        "train | {batch: 8} | 4:1: train: neither steps nor epochs is given; set one of them",
        "train | {steps: 10, batch: 2, shards: 4} | 4:38: train.shards: a batch of 2 cannot be cut into 4 shards; use at most as many shards as the batch has rows",
        "data | {corpus: a, split: {validation: 0.6, test: 0.4}} | 1:26: data.split: validation 0.6 and test 0.4 leave nothing to train on; together they must be < 1",
        "data | {corpus: a, split: {validation_files: [v], test: 0.1}} | 1:26: data.split: shares (validation, test) and files are both given; files that are named are the splits: remove the shares",
        "optimizer | {learning_rate: {warmup: 11}} | 5:37: optimizer.learning_rate.warmup: a warm-up of 11 steps is longer than the run of 10; use at most 10, or a share of the run such as 5%",
        "optimizer | {learning_rate: {warmup: 101%}} | 5:37: optimizer.learning_rate.warmup: 101% is more than the whole run; a share must be at most 100%",
        "optimizer | {decay: [{group: twin, roles: [bias], lambda: 0}, {group: twin, lambda: 0.1}]} | 5:70: optimizer.decay.1.group: another group before this one is named twin, too; give each group its own name",
        "optimizer | {decay: [{group: rest}]} | 5:21: optimizer.decay.rest: group rest does not say how strongly it decays; give lambda (0: not at all), half_life, exposure or timescale",
        "optimizer | {decay: [{group: rest, lambda: 1, exposure: 2}]} | 5:21: optimizer.decay.rest: group rest has lambda and exposure; give one of lambda, half_life, exposure and timescale",
        "optimizer | {decay: [{group: rest, half_life: {steps: 5, epochs: 1}}]} | 5:46: optimizer.decay.rest.half_life: a map has too many entries; half_life must be a map with one of steps, epochs, tokens",
        "optimizer | {decay: [{group: g, layers: 5-2, lambda: 0}]} | 5:40: optimizer.decay.g.layers: 5-2 ends before it begins; write 2-5",
        "optimizer | {decay: [{group: g, lambda: 0, form: corected}]} | 5:49: optimizer.decay.g.form: corected is not valid for form; did you mean 'corrected'? (none, l2, decoupled, independent, constant, corrected, cautious, l2_init, to_one, normalized, stable)",
        "optimizer | {decay: [{group: g, lambda: 0, mask: cautios}]} | 5:49: optimizer.decay.g.mask: cautios is not valid for mask; did you mean 'cautious'? (all, cautious)",
        "optimizer | {decay: [{group: g, lambda: 0, form: l2, side: gradient}]} | 5:53: optimizer.decay.g.side: group g has a form and a side, but form l2 says what the side is; remove one of them",
        "optimizer | {decay: [{group: g, lambda: 0, side: gradient, mask: all}]} | 5:59: optimizer.decay.g.mask: group g has a mask, but decay on side: gradient passes through the optimizer and has none; remove mask, or use side: weights",
        "optimizer | {decay: [{group: g, lambda: 0, lambda_schedule: {kind: cosin}}]} | 5:67: optimizer.decay.g.lambda_schedule.kind: unknown lambda_schedule kind cosin; did you mean 'cosine'? (constant, linear, cosine, step, learning_rate, rising, hold_fall_rise, antiphase)",
        "optimizer | {decay: [{group: g, lambda: 0, lambda_schedule: {kind: step, at: [120%]}}]} | 5:78: optimizer.decay.g.lambda_schedule.at.0: 120% is not valid; an entry of at must be a share of the run, such as 30% or 0.3",
        "optimizer | {decay: [{group: g, lambda: 0, lambda_schedule: {kind: hold_fall_rise, hold: 0.75, fall: 50%}}]} | 5:101: optimizer.decay.g.lambda_schedule.fall: hold and fall are 1.25 of the run together; they must be at most 1",
        "optimizer | {kind: sgd, decay: [{group: g, lambda: 0, form: stable}]} | 5:60: optimizer.decay.g.form: group g decays by the mean of the optimizer's second moments, and this optimizer keeps none; use kind: adamw or adam, or another form",
        // Mixtures.
        "model | {kind: mix, runs: [a, b], cache: 9, cache_kind: ngram, weights: [0.3, 0.3, 0.4], cache_weights: false} | 3:104: model.cache_weights: false is not a list; cache_weights must be a list of 9, each entry a number ≥ 0 and ≤ 1",
        "model | {kind: mix, runs: [a, b], cache: 9, cache_kind: ngram, weights: [0.3, 0.3, 0.4], cache_weights: 0.5} | 3:104: model.cache_weights: 0.5 is not a list; cache_weights must be a list of 9, each entry a number ≥ 0 and ≤ 1",
        "model | {kind: mix, runs: [a, b], cache: 9, cache_kind: ngram, weights: [0.3, 0.3, 0.4], cache_weights: [0.5]} | 3:104: model.cache_weights: a list of 1 entry is too short; cache_weights must be a list of 9, each entry a number ≥ 0 and ≤ 1",
        "model | {kind: mix, runs: [a, b], cache: 9, cache_kind: ngram, weights: [0.3, 0.3, 0.4], cache_weights: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]} | 3:104: model.cache_weights: a list of 10 entries is too long; cache_weights must be a list of 9, each entry a number ≥ 0 and ≤ 1",
        "model | {kind: mix, runs: [a, b], cache: 9, cache_kind: ngram, weights: [0.3, 0.3, 0.4], cache_weights: []} | 3:104: model.cache_weights: an empty list is too short; cache_weights must be a list of 9, each entry a number ≥ 0 and ≤ 1",
        "model | {kind: mix, runs: [a, b], cache: 9, weights: [0.3, 0.7]} | 3:53: model.weights: 2 weights with the sum 1.0; a mixture of 3 parts needs 3 weights that sum to 1, one for each run and the last for the cache",
        "model | {kind: mix, runs: [a, b], cache: 100001, cache_kind: ngram} | 3:41: model.cache: 100001 is too many; a cache of kind ngram remembers 1 to 100,000 tokens, such as 2000",
        // YAML.
        "train | {steps: 10, steps: 20, batch: 8} | 4:20: train.steps: the key steps is given twice, first in line 4, column 9; keep one of them",
        "model | {kind: gpt, layers: [} | 3:29: a value is missing here, or a bracket before it is not closed",
        "model | {kind: gpt | 4:6: the map that starts in line 3 is not closed, or a comma is missing before this; add } or a comma",
        "model | a: b | 3:9: this line has a second colon; put the value in quotes, or the second key on a line of its own",
        "model | 'gpt | 6:1: a quoted text that starts in line 3 is not closed; add the missing quote",
        "data | {files: [*.txt]} | 1:17: in YAML a * at the start is an alias; put the value in quotes, such as \"*.txt\"",
        "model | *gpt | 3:8: an alias *name needs an anchor &name before it; found undefined alias gpt",
        "model | !!int lots | 3:8: model: lots is tagged as a number, but is not one",
        "model | {<<: {kind: gpt}, layers: 2} | 3:9: model.<<: merge keys (<<) are not supported; write out the keys that this one would add",
        "model | @gpt | 3:8: a value cannot start with this character; put the value in quotes",
      })
  void read_oneMistake_isTold(String key, String value, String expected) throws IOException {
    assertThat(new Sample().with(key, value).complaints(folder)).contains("c.yaml:" + expected);
  }

  @Test
  void read_oneMistakePerLine_toldAllAtOnceFromTopToBottom() throws IOException {
    Sample sample =
        new Sample()
            .with("model", "{kind: gpt, layers: 0, heads: 2, width: 32, context: -1}")
            .with("train", "{steps: 10, steps: 11, batch: 8}")
            .with("data", "{corpus: a, on_error: ignore}");
    assertThat(sample.complaints(folder))
        .extracting(line -> line.replaceFirst("(\\S+ \\S+).*", "$1"))
        .containsExactly(
            "c.yaml:1:29: data.on_error:",
            "c.yaml:3:28: model.layers:",
            "c.yaml:3:61: model.context:",
            "c.yaml:4:20: train.steps:");
  }

  /**
   * One mistake in a part of the config hides no other, whether the schema or a record finds it.
   */
  @Test
  void read_mistakesInOnePart_areAllToldAndNoneThatFollow() throws IOException {
    Sample sample =
        new Sample()
            .with("data", "{files: [a.txt, 7], group: g, format: text, split: {test: 1}}")
            .with("model", "{kind: gpt, layers: 2, heads: 3, width: 32, context: 8, dropout: x}")
            .with("train", "{epochs: many, batch: 2, shards: 4}")
            .with("optimizer", "{learning_rate: {peak: -1, warmup: 101%}, betas: [1]}");
    assertThat(sample.complaints(folder))
        .extracting(line -> line.replaceFirst("(\\S+ \\S+).*", "$1"))
        .containsExactly(
            "c.yaml:1:23: data.files.1:",
            "c.yaml:1:27: data.group:",
            "c.yaml:1:65: data.split.test:",
            "c.yaml:3:38: model.heads:",
            "c.yaml:3:73: model.dropout:",
            "c.yaml:4:17: train.epochs:",
            "c.yaml:4:41: train.shards:",
            "c.yaml:5:35: optimizer.learning_rate.peak:",
            "c.yaml:5:47: optimizer.learning_rate.warmup:",
            "c.yaml:5:61: optimizer.betas:",
            "c.yaml:5:62: optimizer.betas.0:");
  }

  /** Beside weights that are no list, an n-gram cache may well have weights of its own. */
  @Test
  void read_mistakeOnWhichAnotherKeyDepends_isToldAlone() throws IOException {
    Sample sample =
        new Sample()
            .with(
                "model",
                "{kind: mix, runs: [a, b], cache: 9, cache_kind: ngram, weights: false, cache_weights: [0, 0, 0, 0, 0, 0, 0, 0, 0]}");
    assertThat(sample.complaints(folder))
        .filteredOn(line -> line.contains(": model"))
        .containsExactly(
            "c.yaml:3:72: model.weights: false is not a list; weights must be a list, each entry a number ≥ 0 and ≤ 1");
  }

  @Test
  void read_missingKeyThatIsMisspelt_isToldOnce() throws IOException {
    assertThat(new Sample().with("train", "{steps: 10, bacth: 8}").complaints(folder)).hasSize(1);
  }

  @Test
  void read_emptyFile_namesWhatIsMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "");
    assertThat(Sample.complaintsOf(file))
        .hasSize(4)
        .allMatch(line -> line.startsWith("c.yaml:1:1: ") && line.contains(" is missing; give "));
  }

  @Test
  void read_listOrTextInsteadOfMap_isNoMap() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "- a\n- b\n");
    assertThat(Sample.complaintsOf(file))
        .singleElement()
        .asString()
        .contains("a list is not a map");
  }

  @Test
  void read_tabs_areToldFromSpaces() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "train:\n\tsteps: 3\n");
    assertThat(Sample.complaintsOf(file))
        .containsExactly("c.yaml:2:1: YAML does not allow a tab here; indent with spaces");
  }

  @Test
  void read_twoDocuments_isToldAtTheSecond() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "data: {}\n---\ndata: {}\n");
    assertThat(Sample.complaintsOf(file))
        .containsExactly(
            "c.yaml:2:1: a second document starts here, and a config is one document; remove the line --- or split the file");
  }

  @Test
  void read_aliasesThatMultiply_areStoppedAtTheOneThatGoesTooFar() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i <= 40; i++) {
      bomb.append("a").append(i).append(": &a").append(i);
      bomb.append(" [*a").append(i - 1).append(", *a").append(i - 1).append("]\n");
    }
    Path file = Files.writeString(folder.resolve("c.yaml"), bomb);
    assertThat(Sample.complaintsOf(file))
        .containsExactly(
            "c.yaml:16:18: with this there are more than 200000 keys and values, which is the limit; an alias counts as the value that it repeats");
  }

  @Test
  void read_endlessNesting_isToldWhereItGoesTooFar() throws IOException {
    Path deep = Files.writeString(folder.resolve("c.yaml"), "[".repeat(50_000));
    assertThat(Sample.complaintsOf(deep))
        .containsExactly(
            "c.yaml:1:101: lists and maps are nested too deeply here; the limit is 100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: &a [*a] | 1:11",
        "data: &a {b: [{c: *a}]} | 1:19",
        "a: &a {<<: *a} | 1:12",
        "a: &a {b: &b {<<: [*b, *a]}} | 1:20"
      })
  void read_aliasOfWhatHoldsIt_isTold(String text, String place) throws IOException {
    Path self = Files.writeString(folder.resolve("c.yaml"), text);
    assertThat(Sample.complaintsOf(self))
        .singleElement()
        .asString()
        .startsWith("c.yaml:" + place + ": the alias *")
        .endsWith("so it contains itself; write the value out");
  }

  @Test
  void read_wholeNumberOfManyDigits_isNone() throws IOException {
    Path file =
        new Sample().with("train", "{batch: 8, steps: " + "9".repeat(100_000) + "}").in(folder);
    assertThat(Sample.complaintsOf(file))
        .containsExactly(
            "c.yaml:4:26: train.steps: \""
                + "9".repeat(60)
                + "…\" is not a whole number; steps must be a whole number ≥ 1");
  }

  @Test
  void read_manyUnknownKeys_tellsSomeAndHowManyMore() throws IOException {
    StringBuilder text = new StringBuilder(new Sample().text());
    for (int i = 0; i < 90_000; i++) {
      text.append("x").append(i).append(": 1\n");
    }
    List<String> lines = Sample.complaintsOf(Files.writeString(folder.resolve("c.yaml"), text));
    assertThat(lines).hasSize(50);
    assertThat(lines.getFirst()).startsWith("c.yaml:6:1: x0: unknown key x0");
    assertThat(lines.getLast())
        .isEqualTo(
            "c.yaml:55:1: from here on there are 89951 more problems; fix the ones above first");
  }

  @Test
  void read_hugeFile_isRefusedByItsSize() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "# " + "x".repeat(1 << 20));
    assertThat(Sample.complaintsOf(file))
        .containsExactly("c.yaml: the config file has more than 1048576 bytes, which is the limit");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void read_namedPipe_isRefusedAndNotWaitedFor() throws IOException, InterruptedException {
    Path pipe = folder.resolve("c.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(Sample.complaintsOf(pipe))
        .containsExactly(
            "c.yaml: the config is a pipe or a device; save it as a file and name that file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "texts.jsonl | {\"text\": \"one\"}~{\"text\": \"two\"}",
        "texts.jsonl | {\"text\": \"a model: the best\"}",
        "t.txt | It was the best of times.",
        "t.tsv | a~b",
        "noSuffix | just words",
        "latin.txt | caf\u00e9"
      })
  void read_textInsteadOfAConfig_saysSo(String name, String text) throws IOException {
    byte[] bytes = text.replace('~', '\n').getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve(name), bytes);
    assertThat(Sample.complaintsOf(file))
        .singleElement()
        .asString()
        .startsWith(
            name
                + ": this is a text, not a config; name it in a config (data: {files: ["
                + name
                + "]}");
  }

  @Test
  void read_configOfAnotherSuffix_isRead() throws IOException {
    Path file = Files.writeString(folder.resolve("config.txt"), new Sample().text());
    assertThat(Sample.complaintsOf(file)).isEmpty();
  }

  @Test
  void read_notUtf8_namesTheByte() throws IOException {
    byte[] latin1 = {'a', ':', '\n', 'b', (byte) 0xE9, '\n'};
    Path file = Files.write(folder.resolve("c.yaml"), latin1);
    assertThat(Sample.complaintsOf(file))
        .containsExactly("c.yaml:2:2: byte 4 is not UTF-8; save the file as UTF-8");
  }

  @Test
  void read_fileThatIsNot_suggestsItsNeighbour() throws IOException {
    Files.writeString(folder.resolve("quickstart.yaml"), new Sample().text());
    assertThat(Sample.complaintsOf(folder.resolve("quikstart.yaml")))
        .containsExactly(
            "quikstart.yaml: the config file does not exist; did you mean quickstart.yaml?");
    assertThat(Sample.complaintsOf(folder.resolve("zzz.yaml")))
        .containsExactly("zzz.yaml: the config file does not exist");
  }

  @Test
  void read_mistake_endsWithTheConfigCode() throws IOException {
    Path file = new Sample().with("train", "{}").in(folder);
    assertThatThrownBy(() -> ConfigFile.read(file, List.of()))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG));
  }
}
