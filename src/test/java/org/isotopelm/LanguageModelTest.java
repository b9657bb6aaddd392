package org.isotopelm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.isotopelm.eval.Evaluation;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.math.Team;
import org.isotopelm.model.network.Window;
import org.isotopelm.project.LoadedRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageModelTest {
  private static final String GPT = "{kind: gpt, layers: 1, heads: 2, width: 16, context: 8}";
  private static final String BPE = "{kind: bpe, vocabulary: 300}";
  private static final String TEXT = "half of it is über left after 3";

  @TempDir Path folder;

  private LanguageModel open(String tokenizer, String model) throws IOException {
    return Isotope.open(
        SmallRun.train(folder, tokenizer, model), OpenOptions.defaults().withHome(folder));
  }

  /** The evaluator is another way to the same figures: it reads the text from a file. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        GPT,
        "{kind: mlp, context: 2, embedding: 8, hidden: [16]}",
        "{kind: lstm, layers: 1, width: 8, embedding: 8, context: 8}",
        "{kind: ngram, order: 3}"
      })
  void score_ofADocument_isWhatTheEvaluatorFinds(String spec) throws IOException {
    try (LanguageModel model = open(BPE, spec);
        Team team = new Team(1)) {
      Path file = Files.writeString(folder.resolve("scored.txt"), TEXT + "\n");
      LoadedRun run = LoadedRun.open(folder, folder.resolve("run"), "best", Window::of);
      double nll =
          Evaluator.score(run.model(), run.texts(List.of(file.toString())).split(), team).nll();

      TextScore score = model.score(TEXT);
      assertThat(score.nll()).isEqualTo(nll);
      assertThat(model.evaluateTexts(file.toString()).nll()).isEqualTo(nll);
      assertThat(score.perplexity()).isCloseTo(Math.exp(nll), within(1e-12));
      assertThat(score.bitsPerByte())
          .isCloseTo(
              nll * score.tokens().size() / Math.log(2) / (TEXT.length() + 1), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{kind: byte}", "{kind: char}", BPE, "{kind: word, minimum_count: 1}"})
  void score_ofADocument_givesEachTokenItsPlace(String tokenizer) throws IOException {
    try (LanguageModel model = open(tokenizer, GPT)) {
      List<TokenScore> tokens = model.score(TEXT).tokens();
      assertThat(tokens.stream().mapToInt(TokenScore::id).limit(tokens.size() - 1).toArray())
          .isEqualTo(model.encode(TEXT));
      for (TokenScore token : tokens) {
        assertThat(token.text()).isEqualTo(TEXT.substring(token.begin(), token.end()));
        assertThat(token.logProbability()).isNegative();
      }
      assertThat(tokens.getLast().begin()).isEqualTo(TEXT.length());
      int half = TEXT.indexOf("left");
      assertThat(tokens).anyMatch(token -> token.begin() <= half && token.end() > half);
    }
  }

  /** ü has two bytes; both tokens have its place. */
  @Test
  void score_ofPartsOfACharacter_givesBothItsPlace() throws IOException {
    try (LanguageModel model = open("{kind: byte}", GPT)) {
      assertThat(model.score("aüb").tokens())
          .extracting(TokenScore::text)
          .containsExactly("a", "ü", "ü", "b", "");
    }
  }

  @Test
  void scoreAfter_aContext_isTheRestOfTheDocument() throws IOException {
    try (LanguageModel model = open("{kind: byte}", GPT)) {
      int cut = TEXT.indexOf(" is");
      List<TokenScore> whole = model.score(TEXT).tokens();
      TextScore rest = model.scoreAfter(TEXT.substring(0, cut), TEXT.substring(cut));
      assertThat(rest.tokens()).hasSize(whole.size() - 1 - cut);
      for (int i = 0; i < rest.tokens().size(); i++) {
        TokenScore found = rest.tokens().get(i);
        assertThat(found.logProbability()).isEqualTo(whole.get(cut + i).logProbability());
        assertThat(found.begin()).isEqualTo(whole.get(cut + i).begin() - cut);
      }
      assertThat(model.scoreAfter("half", "").tokens()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {GPT, "{kind: ngram, order: 3}"})
  void next_afterAText_hasTheProbabilityThatIsScored(String spec) throws IOException {
    try (LanguageModel model = open(BPE, spec)) {
      NextTokens next = model.next("half of");
      assertThat(Arrays.stream(next.probabilities()).sum()).isCloseTo(1, within(1e-6));
      TokenScore scored = model.scoreAfter("half of", " it").tokens().getFirst();
      assertThat(Math.log(next.probability(scored.id())))
          .isCloseTo(scored.logProbability(), within(1e-5));
      List<NextToken> three = next.likeliest(3);
      assertThat(three).hasSize(3);
      assertThat(three.getFirst().probability())
          .isEqualTo(Arrays.stream(next.probabilities()).max().orElseThrow());
      assertThat(model.encode(three.getFirst().text())).containsExactly(three.getFirst().id());
      assertThatThrownBy(() -> next.probability(-1)).isInstanceOf(IsotopeException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{kind: byte}", BPE, "{kind: word, minimum_count: 1}"})
  void sample_whileItIsGenerated_passesTheTextOn(String tokenizer) throws IOException {
    try (LanguageModel model = open(tokenizer, GPT)) {
      List<String> pieces = new ArrayList<>();
      SampleOptions options = SampleOptions.DEFAULT.withTokens(120);
      Sample sample = model.sample("half", options, pieces::add);
      assertThat(pieces).hasSizeGreaterThan(30);
      assertThat(String.join("", pieces)).isEqualTo(sample.text());
      assertThat(sample.tokens()).isEqualTo(120);
      assertThat(sample.ending()).isEqualTo(Sample.Ending.TOKENS);
      assertThat(model.sample("half", options)).isEqualTo(sample);
      assertThat(model.sample("half", options.withSeed(2))).isNotEqualTo(sample);
    }
  }

  @Test
  void sample_withAStopString_isTheTextBeforeIt() throws IOException {
    try (LanguageModel model = open(BPE, GPT)) {
      SampleOptions options = SampleOptions.DEFAULT.withTokens(300);
      String whole = model.sample("", options).text();
      String stop = whole.substring(100, 103);
      Sample stopped = model.sample("", options.withStopAt(stop, "never there"));
      assertThat(stopped.text()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
      assertThat(stopped.ending()).isEqualTo(Sample.Ending.STOP_STRING);
      assertThat(stopped.tokens()).isLessThan(300);

      Sample document = model.sample("", options.withStopAtEnd(true));
      assertThat(document.ending()).isEqualTo(Sample.Ending.END_OF_DOCUMENT);
      assertThat(whole).startsWith(document.text() + "\n\n");
    }
  }

  @Test
  void allMethods_onManyThreads_giveTheSameBits() throws Exception {
    try (LanguageModel model = open(BPE, GPT);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<String> texts = Stream.iterate(0, i -> i + 1).limit(40).map(i -> TEXT + i).toList();
      List<List<Object>> alone = texts.stream().map(text -> all(model, text)).toList();
      List<Future<List<Object>>> together =
          texts.stream().map(text -> threads.submit(() -> all(model, text))).toList();
      for (int i = 0; i < texts.size(); i++) {
        assertThat(together.get(i).get()).isEqualTo(alone.get(i));
      }
    }
  }

  private static List<Object> all(LanguageModel model, String text) {
    return List.of(
        model.score(text),
        Arrays.stream(model.next(text).probabilities()).boxed().toList(),
        model.sample(text, SampleOptions.DEFAULT.withTokens(20)));
  }

  @Test
  void evaluate_aSplit_isTheRunsOwn() throws IOException {
    try (LanguageModel model = open("{kind: byte}", GPT)) {
      Evaluation test = model.evaluate("test");
      assertThat(test.split()).isEqualTo("test");
      assertThat(test.perplexity()).isGreaterThan(1);
      assertThat(model.evaluate("train").documents()).isGreaterThan(test.documents());
      assertThatThrownBy(() -> model.evaluate("tset"))
          .isInstanceOf(IsotopeException.class)
          .hasMessageContaining("validation");
    }
  }

  @Test
  void importModel_ofAnExport_isTheSameModel() throws IOException {
    Path imported = folder.resolve("imported");
    try (LanguageModel model = open("{kind: word, minimum_count: 1}", "{kind: ngram, order: 2}")) {
      Path arpa = folder.resolve("model.arpa");
      model.export("arpa", arpa);
      Isotope.importModel(arpa, imported);
      try (LanguageModel other = Isotope.open(imported)) {
        assertThat(other.score("half of it").nll())
            .isCloseTo(model.score("half of it").nll(), within(1e-5));
      }
    }
    assertThatThrownBy(() -> Isotope.importModel(folder.resolve("nowhere"), imported))
        .isInstanceOf(IsotopeException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void info_encodeAndDecode_sayWhatTheModelIs() throws IOException {
    try (LanguageModel model = open(BPE, GPT)) {
      ModelInfo info = model.info();
      assertThat(info.kind()).isEqualTo("gpt");
      assertThat(info.vocabulary()).isEqualTo(300);
      assertThat(info.context()).isEqualTo(8);
      assertThat(info.checkpoint()).isEqualTo("best");
      assertThat(info.isDistribution()).isTrue();
      // Embeddings of 300 tokens and 8 places; a block of width 16 has 12·16² + 13·16, and a norm.
      assertThat(info.parameters()).isEqualTo(308 * 16 + 12 * 256 + 13 * 16 + 32);
      assertThat(model.decode(model.encode(TEXT))).isEqualTo(TEXT);
      assertThat(model.unknownTokens(TEXT)).isZero();
      assertThatThrownBy(() -> model.decode(300))
          .isInstanceOf(IsotopeException.class)
          .hasMessageContaining("300");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{kind: byte}", BPE, "{kind: word, minimum_count: 1}"})
  void locate_aText_givesEachTokenItsPlace(String tokenizer) throws IOException {
    try (LanguageModel model = open(tokenizer, "{kind: ngram, order: 2}")) {
      List<TextToken> tokens = model.locate(TEXT);
      assertThat(tokens.stream().mapToInt(TextToken::id).toArray()).isEqualTo(model.encode(TEXT));
      assertThat(tokens)
          .allSatisfy(
              token ->
                  assertThat(token.text()).isEqualTo(TEXT.substring(token.begin(), token.end())));
      assertThat(tokens.getLast().end()).isEqualTo(TEXT.length());
    }
  }

  @Test
  void export_toAFile_writesOnceAndRefusesWhatIsUnknown() throws IOException {
    try (LanguageModel model = open(BPE, GPT)) {
      Path file = folder.resolve("model.safetensors");
      model.export("safetensors", file);
      assertThat(file).isNotEmptyFile();
      assertThatThrownBy(() -> model.export("safetensors", file))
          .isInstanceOf(IsotopeException.class)
          .hasMessageContaining(file.toString());
      model.export("safetensors", file, ExportOptions.DEFAULT.replacing());
      assertThatThrownBy(() -> model.export("cuneiform", file))
          .isInstanceOf(IsotopeException.class)
          .hasMessageContaining("huggingface");
    }
  }

  @Test
  void anyMethod_ofAClosedModel_isRefused() throws IOException {
    LanguageModel model = open("{kind: byte}", GPT);
    model.close();
    model.close();
    assertThatThrownBy(() -> model.score("a"))
        .isInstanceOf(IsotopeException.class)
        .hasMessageContaining("is closed");
    assertThatThrownBy(() -> model.sample("a", SampleOptions.DEFAULT))
        .isInstanceOf(IsotopeException.class);
  }
}
