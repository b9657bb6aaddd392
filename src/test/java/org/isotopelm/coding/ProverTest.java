package org.isotopelm.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.isotopelm.base.ExitCode;
import org.isotopelm.base.ProblemException;
import org.isotopelm.coding.HandModel.Cheat;
import org.isotopelm.data.TokenStore;
import org.isotopelm.data.TokenizedSplit;
import org.isotopelm.eval.Evaluator;
import org.isotopelm.eval.Scores;
import org.isotopelm.math.Engine;
import org.isotopelm.math.Team;
import org.isotopelm.model.ModelSpec;
import org.isotopelm.model.TokenModel;
import org.isotopelm.model.network.Network;
import org.isotopelm.model.network.Window;
import org.isotopelm.model.neural.Models;
import org.isotopelm.model.neural.NeuralModel;
import org.isotopelm.text.Corpus;
import org.isotopelm.token.CharKind;
import org.isotopelm.token.Tokenizer;
import org.isotopelm.token.WordKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProverTest {
  private static final List<String> TEXTS =
      List.of(
          "the cat sat on the mat, and the dog sat on the cat",
          "",
          "a",
          "the dog and the  cat sat",
          "on the mat the cat sat and sat and sat and sat, the zebra did not sit");

  private static final Tokenizer CHARACTERS = new CharKind(null).make(TEXTS.subList(0, 4)::forEach);

  private static final Tokenizer WORDS =
      new WordKind(null, null, WordKind.Words.WHITESPACE).make(TEXTS.subList(0, 4)::forEach);

  private static TokenizedSplit split(Tokenizer tokenizer, boolean boundaries) {
    int[][] ids = TEXTS.stream().map(tokenizer::encode).toArray(int[][]::new);
    long[] none = new long[ids.length];
    int[] shuffled = {3, 0, 4, 1, 2};
    return new TokenizedSplit(
        TokenStore.of(ids, none, none, none, none),
        shuffled,
        tokenizer.endOfDocument(),
        boundaries);
  }

  private static void forEach(IntPredicate wanted, Corpus.Visitor visitor) {
    IntStream.range(0, TEXTS.size())
        .filter(wanted)
        .forEach(document -> visitor.visit(document, TEXTS.get(document)));
  }

  private static Proof prove(TokenModel model, Tokenizer tokenizer, boolean boundaries) {
    try (Team team = new Team(2)) {
      Scores scores = Evaluator.score(model, split(tokenizer, boundaries), team);
      return Prover.prove(model, scores, tokenizer, ProverTest::forEach, team);
    }
  }

  private static Proof proveBy(Cheat cheat) {
    return prove(new HandModel(CHARACTERS.vocabulary(), false, cheat), CHARACTERS, true);
  }

  private static void assertHolds(Proof proof, TokenModel model, TokenizedSplit split) {
    assertThat(proof.failure()).isEmpty();
    assertThat(proof.contexts()).isEqualTo(split.targets());
    assertThat(proof.largestDeviation()).isLessThan(1e-12);
    assertThat(proof.causal()).isTrue();
    assertThat(proof.compared()).isPositive();
    assertThat(proof.once()).isTrue();
    assertThat(proof.decoded()).isTrue();
    double nll = 0;
    try (Team team = new Team(1)) {
      for (float each : model.score(split, team)) {
        nll += each;
      }
    }
    assertThat(proof.idealBits()).isCloseTo(nll / Math.log(2), within(1e-3));
    assertThat(proof.codedBits() - proof.idealBits()).isBetween(-8.0, 64.0);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void prove_anHonestModel_holds(boolean boundaries, boolean earlierDocuments) {
    HandModel model = new HandModel(CHARACTERS.vocabulary(), earlierDocuments, Cheat.NONE);
    Proof proof = prove(model, CHARACTERS, boundaries);
    assertHolds(proof, model, split(CHARACTERS, boundaries));
    assertThat(proof.otherBits()).as("z is unknown").isPositive();
    assertThat(proof.largestChange()).isZero();
  }

  @Test
  void prove_wordsWithBlanksAndUnknownOnes_comeBackByteForByte() {
    HandModel model = new HandModel(WORDS.vocabulary(), false, Cheat.NONE);
    Proof proof = prove(model, WORDS, true);
    assertHolds(proof, model, split(WORDS, true));
    assertThat(proof.otherBits()).isBetween(100L, 8 * 40L);
  }

  static List<ModelSpec.Neural> networks() {
    return List.of(
        ModelSpec.Gpt.gpt2(2, 2, 16, 12, 0.1, true, true, 0.4),
        new ModelSpec.Mlp(
            4, 8, List.of(16), ModelSpec.Activation.TANH, false, false, false, true, 0.8),
        new ModelSpec.Lstm(1, 12, 12, 8, true, true, new ModelSpec.Lstm.Dropouts(0, 0, 0, 0, 0)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void prove_aNetwork_holds(ModelSpec.Neural spec) {
    NeuralModel architecture = Models.create(spec, CHARACTERS.vocabulary(), Engine.best());
    float[] values = architecture.parameters().initialValues(5);
    Network network =
        new Network(architecture, values, Window.of(architecture), CHARACTERS.endOfDocument());
    Proof proof = prove(network, CHARACTERS, true);
    assertHolds(proof, network, split(CHARACTERS, true));
    assertThat(proof.largestDifference()).isLessThan(1e-4);
  }

  @Test
  void prove_probabilitiesThatSumTo277_fails() {
    Proof proof = proveBy(Cheat.SUMS_TO_277);
    assertThat(proof.largestDeviation()).isCloseTo(276, within(1e-9));
    assertThat(proof.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("sum"));
    assertThat(proof.codedBits() - proof.idealBits())
        .as("log₂ 277 bits a token more than promised")
        .isBetween(8.1 * proof.contexts(), 8.2 * proof.contexts() + 64);
  }

  @Test
  void prove_scoresThatAreNotTheReaders_fails() {
    Proof proof = proveBy(Cheat.SCORES_HALF);
    assertThat(proof.once()).isFalse();
    assertThat(proof.failure())
        .hasValueSatisfying(reason -> assertThat(reason).contains("one score"));
  }

  @Test
  void prove_aTargetThatIsNotScored_fails() {
    Proof proof = proveBy(Cheat.SKIPS_ONE);
    assertThat(proof.once()).isFalse();
    assertThat(proof.failure()).isPresent();
  }

  @Test
  void prove_scoresThatSeeTheNextToken_fails_evenByLittle() {
    Proof proof = proveBy(Cheat.LOOKS_AHEAD);
    assertThat(proof.causal()).isFalse();
    assertThat(proof.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("later"));
  }

  @Test
  void failure_ofACodeMuchShorterThanPromised_isAMismatchToo() {
    assertThat(coded(51_424).failure())
        .hasValueSatisfying(reason -> assertThat(reason).contains("fewer than", "2^−48"));
    assertThat(coded(344_879 - 344 - 64).failure()).as("0.1 % + 64 bits less").isEmpty();
    assertThat(coded(344_879 - 345 - 64).failure()).isPresent();
  }

  private static Proof coded(long bits) {
    return new Proof(1000, 0, true, 1000, 0, true, 0, bits, 344_879, true, 0);
  }

  @Test
  void prove_aReaderThatChangesItsMind_fails() {
    Proof proof = proveBy(Cheat.CHANGES_ITS_MIND);
    assertThat(proof.decoded()).isFalse();
    assertThat(proof.failure()).isPresent();
  }

  @Test
  void prove_aTokenHeldImpossible_fails_asNoFileCanHoldIt() {
    Proof proof = proveBy(Cheat.EXCLUDES_THE_LAST);
    assertThat(proof.idealBits()).isInfinite();
    assertThat(proof.failure())
        .hasValueSatisfying(reason -> assertThat(reason).contains("probability 0"));
  }

  @Test
  void prove_whatIsNoDistribution_isRefusedWithTheReason() {
    assertThatThrownBy(() -> proveBy(Cheat.ADMITS))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG))
        .hasMessageContaining("distribution");
  }
}
